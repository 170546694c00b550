/// Words of a report that stand alone: titles, heads of columns, labels of rows. Every catalogue has all of them.
enum Term: String, CaseIterable, Hashable, Sendable {
    // Sections and what they are about, in a sentence.
    case title, sectionHeadline, sectionWaits, sectionOutcomes, sectionPending, sectionFlow, sectionTargets
    case sectionLoop, sectionBreakdown, sectionRates, sectionEvidence, sectionSource
    case leadWaits, leadOutcomes, leadPending, leadFlow, leadTargets, leadLoop, leadBreakdown, leadRates, leadEvidence
    case leadSource

    // Tables and plots.
    case tableHeadline, tableFlow, tableClocks, tableClocksMore, tableAgeing, tableTargets, tableOutcomes, tableReasons
    case tableLoop, tableProposals, tableBreakdown, tableComparisons, tableOldest, tableEvidence, tableRates
    case tableSource, tableProblems, tableRestatements, tableKinds
    case plotWaiting, plotIncidence, plotBacklog, plotAgeing, plotMonths, plotBills

    // Heads of columns.
    case value, figure, comments, done, open, endedOtherwise, unobserved, quarter, half, threeQuarters, nineTenths
    case aloneHalf, aloneNineTenths, meanWithin30, meanWithin90, oldest, clock, waitedFor, share, onTimeRate, onTime
    case late, openNotDue, openOverdue, endedBeforeDue, endedAfterDue, daysLate, daysLateWithOpen, provisional
    case outcome, count, reason, decided, undecided, answered, heardNothing, silent30, comment, bill, received, waited
    case due, overdue, lastHeard, stage, decisions, commentDays, rate, first, second, chiSquared, probability
    case line, cause, month, day, arrived, ended, decidedBy30, stillWaiting, lastSeen, vote, observed, toldThen, knownNow
    case event, verified, selfReported

    // Rows.
    case published, rejected, withdrawn, lapsed, opening, receivedRow, reopened, closing, balance, balanced, unbalanced
    case decidedShare, undecidedShare, oldestUndecided, medianDecision, inTime, stillPossible
    case naiveMean, naiveMedian, naiveLeftOut, withoutSpamDecided, withoutSpamMedian
    case clockAck, clockFirstAction, clockDecision, clockFinalDecision, clockPublication, clockNotice, clockAnswer
    case clockOutcome, netOfPause
    case withAddress, receiptDelivered, decisionNotified, noticeMedian, notTold, remindersDelivered, silentNow
    case silenceMedian, silenceNineTenths, silenceLongest, outcomesCited
    case outcomeAdopted, outcomePartlyAdopted, outcomeNoted, outcomeNotAdopted
    case reasonSpam, reasonDuplicate, reasonOffTopic, reasonAbusive, reasonPersonalData, reasonUnlawful
    case reasonUnintelligible, reasonOther
    case facetBill, facetCommittee, facetLanguage, facetSubmitter, facetChannel, facetReason
    case stageNobodyLooked, stageWithModerators, stageWithSubmitter, stageOnAppeal
    case seenHere, imported, recordedLater, lagMedian, clarifications, appeals, outOfOrder, gaps
    case lateComments, lateEvents, kindMessages, kindDecisions, kindAnswers, kindOutcomes
    case institution, source, asOf, asOfLocal, window, population, cohort, period, zone, calendar, tentativeDays
    case policyVersions, logLength, logHead, generator, imports, submitters, rowsRead, rowsUsed, rowsRefused, rowsLater

    // Short words within figures and plots.
    case notReached, none, tooFew, unnamed, shortDay, shortHour, shortMinute, atRisk, band, notYetObservable
    case figuresBehind, moreFigures, contents, daysWaited, allFiguresElsewhere
    case separator, tileDecided, tileWaiting, tileSilent, tileMedian, naiveTitle, honestTitle
}
