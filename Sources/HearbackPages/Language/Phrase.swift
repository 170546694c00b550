/// All that the pages say. Every language's catalogue, `Assets/catalogues/*.json`, has each of them with the same places.
package enum Phrase: String, CaseIterable, Hashable, Sendable {
    // Around every page.
    case siteNav, languagesNav, skip, navBills, navTimes, navPolicy, navTransparency, footerZone, footerBuilt, feed, answersFeed
    // Kinds, states, reasons, outcomes.
    case kindGovernmentBill, kindMemberBill, kindActionPlan, kindPolicyEvaluation, statusAwaitingApproval
    case statusAwaitingClarification, statusPublished, statusRejected, statusWithdrawn, statusLapsed, reasonSpam
    case reasonDuplicate, reasonOffTopic, reasonAbusive, reasonPersonalData, reasonUnlawful, reasonUnintelligible
    case reasonOther, outcomeAdopted, outcomePartlyAdopted, outcomeNoted, outcomeNotAdopted
    // The front page.
    case frontTitle, waitingNow, nobodyWaits, oldestWaits, overdueNow, noneOverdue, openBills, noOpenBills
    case comingBills, closedBills, noBills, windowBetween, windowFrom, closesIn, closedOn, opensOn, pastVote
    case countReceived, countWaiting, countPublished, countRejected, countWithdrawn, countLapsed, oldestInBill
    // A bill and its comments.
    case commentHere, sponsors, committee, stage, reference, vote, articles, wholeBill, articleText, backToBill
    case publishedComments, noCommentsYet, nextComments, firstComments, byPerson, byAssociation
    case byAssociationUnnamed, receivedOn, publishedOn, onArticle, writtenIn, answerTitle, answeredOn
    case outcomeTitle, citedAs, noAnswerYet, redactedOn, permalink, readWhole, timesOfBill, dataOfBill
    // The form.
    case formTitle, formIntro, fieldArticle, fieldLanguage, fieldText, fieldTextHint, fieldKind, asPerson
    case asAssociation, fieldName, fieldNameHint, fieldEmail, fieldEmailHint, leaveEmpty, charactersLeft, send
    case notSent, sentTooFast, formTooOld, fromElsewhere, looksAutomatic, closedNow, opensLater
    // The receipt.
    case receiptTitle, receiptKeep, copyLink, copied, whereItStands, dueBy, dueMissed, dueTarget, dueLaw
    case whatNext, nextWaiting, nextClarification, nextPublished, nextAnswered, nextDone, nextRejected, nextFinal
    case nextWithdrawn, nextLapsed, timeline, evReceived, evClarificationAsked, evClarificationReceived
    case evClarificationExpired, evPublished, evRejected, evAppealed, evWithdrawn, evLapsed, evUnpublished
    case evAnswered, evAnswerAmended, evOutcomeRecorded, evRedacted, evNotified, evErased, evTargetMissed
    case evDecisionUndone, evDueReckoned, targetFirstAction, targetDecision, targetAnswer, reportedLater, messages
    case messageWaiting, messageDelivered, messageFailed, yourText, textErased, withdraw, withdrawHint, withdrawSure
    case withdrawUnsure, clarify, sendAnswer, appeal, appealHint, sendAppeal, yourReasons, proof, proofHolds
    case proofFails, proofKeep, proofDownload
    // Checking a receipt.
    case verifyTitle, verifyIntro, verifyField, verifyButton, verifyHolds, verifyFails, verifyShows, verifyRecorded
    case causeUnreadable, causeSignature, causeTree, causeWords
    // The moderation policy.
    case policyTitle, policyIntro, policyReasons, whatSpam, whatDuplicate, whatOffTopic, whatAbusive
    case whatPersonalData, whatUnlawful, whatUnintelligible, whatOther, policyDays, policyDaysIntro, dayFirstAction
    case dayDecision, dayAnswer, dayClarification, basis, basisTarget, policyRights, rightAppeal, rightWithdraw
    case rightAsked, rightScreening, rightCovered, rightSilence
    // Transparency, waiting times.
    case transparencyTitle, transparencyIntro, logHead, logEntries, logKey, logOff, checkYourself, checkHow
    case checkReceipt, timesTitle, timesWhole, timesOfAll, reportInOtherLanguage
    // What went wrong, and the embedded form.
    case notFound, notFoundHint, problem, problemHint, toBills, embedSent, embedReceipt
}
