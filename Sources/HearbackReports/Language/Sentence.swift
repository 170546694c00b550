/// Sentences with places, in braces. Every catalogue has all of them with the same places.
enum Sentence: String, CaseIterable, Hashable, Sendable {
    // Which comments: `from`, `to` are days.
    case receivedBetween, receivedOn, waitedBetween
    // The headline. Counts decide the plural form.
    case nobody, single, singleDecided, singleUndecided, decidedOf, noneDecided, waiting, noneWaits, endedOtherwise
    case heardNothing, allHeard, silent30, median, medianBare, medianNotReached, medianNotReachedBare, decidedBy, answered
    case noneAnswered, inTime, stillPossible, unseen, naive, naiveComplete
    // Within figures.
    case range, atLeast, band, lastBand, daysAndShare, shareOf, naiveLeftOutOf
    // Remarks.
    case confidence, confidenceOf, simulatedClock, beyondCalendar, tentative, hidden, comparisonsMade, provisionalDue
    case noTranslation, targetsOwn, oldestShown, restated, nothingRestated
    case verifiedBy
    // What a plot shows, for those who do not see it.
    case waitingPlot, incidencePlot, backlogPlot, ageingPlot, monthsPlot, billsPlot, billPlot
}
