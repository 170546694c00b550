/// What notices say in Tamazight (Tifinagh).
extension NoticePhrase {
    var tamazight: String {
        switch self {
        case .subjectReceived: "{reference}: ⵉⵍⴽⵎ ⴷ ⵓⵅⴼⴰⵡⴰⵍ ⵏⵏⵓⵏ"
        case .subjectClarificationAsked: "{reference}: ⴰⵙⵇⵙⵉ ⵅⴼ ⵓⵅⴼⴰⵡⴰⵍ ⵏⵏⵓⵏ"
        case .subjectPublished: "{reference}: ⵉⵜⵜⵓⴼⵙⵔ ⵓⵅⴼⴰⵡⴰⵍ ⵏⵏⵓⵏ"
        case .subjectRejected: "{reference}: ⵓⵔ ⵉⵜⵜⵓⴼⵙⵔ ⵓⵅⴼⴰⵡⴰⵍ ⵏⵏⵓⵏ"
        case .subjectLapsed: "{reference}: ⵓⵔ ⵙⵓⵍ ⵉⵣⵎⵉⵔ ⴰⴷ ⵜⵉⵍⵉ ⵜⵖⵜⴰⵙⵜ ⵅⴼ ⵓⵅⴼⴰⵡⴰⵍ ⵏⵏⵓⵏ"
        case .subjectUnpublished: "{reference}: ⵉⵜⵜⵡⴰⴽⴽⵙ ⵓⵅⴼⴰⵡⴰⵍ ⵏⵏⵓⵏ ⵙⴳ ⵓⴼⵙⴰⵔ"
        case .subjectAnswered: "{reference}: ⵜⴰⵎⵔⴰⵔⵓⵜ ⵅⴼ ⵓⵅⴼⴰⵡⴰⵍ ⵏⵏⵓⵏ"
        case .subjectDecisionUndone: "{reference}: ⵉⵜⵜⵓⵙⴽⴰⵙⴰ ⵓⵅⴼⴰⵡⴰⵍ ⵏⵏⵓⵏ ⴷⴰⵖ"
        case .subjectAnswerAmended: "{reference}: ⵜⵏⴼⵍ ⵜⵎⵔⴰⵔⵓⵜ ⵅⴼ ⵓⵅⴼⴰⵡⴰⵍ ⵏⵏⵓⵏ"
        case .subjectOutcomeRecorded: "{reference}: ⵎⴰⵢⴷ ⵉⵊⵔⴰⵏ ⴷ ⵓⵅⴼⴰⵡⴰⵍ ⵏⵏⵓⵏ"
        case .subjectStillWaiting: "{reference}: ⵙⵓⵍ ⴰⵔ ⵉⵜⵜⵇⵇⵍ ⵓⵅⴼⴰⵡⴰⵍ ⵏⵏⵓⵏ"
        case .subjectOverdue: "{reference}: ⵜⵎⴰⵟⵍ ⵜⵖⵜⴰⵙⵜ ⵅⴼ ⵓⵅⴼⴰⵡⴰⵍ ⵏⵏⵓⵏ"
        case .subjectConfirmation: "ⵙⵙⵏⵜⵎⴰⵜ ⵜⴰⵏⵙⴰ ⵏ ⵉⵎⴰⵢⵍ ⵏⵏⵓⵏ"
        case .bodyReceived: "ⵉⵍⴽⵎ ⴷ ⵓⵅⴼⴰⵡⴰⵍ ⵏⵏⵓⵏ {reference} ⵅⴼ «{bill}» ⴷ ⵉⵜⵜⵓⵣⵎⵎⴻⵎ. ⵖⵉⵍⴰⴷ ⴰⵔ ⵉⵜⵜⵇⵇⵍ ⵜⵉⵖⵜⴰⵙⵜ ⵅⴼ ⵓⴼⵙⴰⵔ ⵏⵏⵙ."
        case .bodyClarificationAsked: "ⴷⴰⵜ ⵏ ⵜⵖⵜⴰⵙⵜ ⵅⴼ ⵓⵅⴼⴰⵡⴰⵍ ⵏⵏⵓⵏ {reference} ⵅⴼ «{bill}», ⴰⵔ ⴽⵯⵏ ⵙⵇⵙⴰⵏ ⵉⵎⵙⵙⵓⴷⴷⵙⵏ:"
        case .bodyPublished: "ⵉⵜⵜⵓⴼⵙⵔ ⵓⵅⴼⴰⵡⴰⵍ ⵏⵏⵓⵏ {reference} ⵅⴼ «{bill}»."
        case .bodyRejected: "ⵓⵔ ⵉⵜⵜⵓⴼⵙⵔ ⵓⵅⴼⴰⵡⴰⵍ ⵏⵏⵓⵏ {reference} ⵅⴼ «{bill}»."
        case .bodyLapsed: "ⵓⵔ ⵙⵓⵍ ⵉⵣⵎⵉⵔ ⴰⴷ ⵜⵉⵍⵉ ⵜⵖⵜⴰⵙⵜ ⵅⴼ ⵓⵅⴼⴰⵡⴰⵍ ⵏⵏⵓⵏ {reference} ⵅⴼ «{bill}»."
        case .bodyUnpublished: "ⵉⵜⵜⵓⴼⵙⵔ ⵓⵅⴼⴰⵡⴰⵍ ⵏⵏⵓⵏ {reference} ⵅⴼ «{bill}», ⵖⵉⵍⴰⴷ ⵉⵜⵜⵡⴰⴽⴽⵙ ⵙⴳ ⵓⴼⵙⴰⵔ."
        case .bodyAnswered: "ⵜⵍⵍⴰ ⵜⵎⵔⴰⵔⵓⵜ ⵅⴼ ⵓⵅⴼⴰⵡⴰⵍ ⵏⵏⵓⵏ {reference} ⵅⴼ «{bill}». ⵜⴰⵎⵔⴰⵔⵓⵜ ⵜⵔⵥⵎ ⵉ ⵎⴰⵔⵔⴰ."
        case .bodyDecisionUndone:
            "ⵜⵜⵡⴰⴽⴽⵙ ⵜⵖⵜⴰⵙⵜ ⵅⴼ ⵓⵅⴼⴰⵡⴰⵍ ⵏⵏⵓⵏ {reference} ⵅⴼ «{bill}». ⵉⵜⵜⵇⵇⵍ ⵓⵅⴼⴰⵡⴰⵍ ⴷⴰⵖ ⴰⵙⵙⵔⵙ."
        case .bodyAnswerAmended: "ⵜⵏⴼⵍ ⵜⵎⵔⴰⵔⵓⵜ ⵅⴼ ⵓⵅⴼⴰⵡⴰⵍ ⵏⵏⵓⵏ {reference} ⵅⴼ «{bill}». ⵜⴰⵎⵔⴰⵔⵓⵜ ⵜⴰⵎⵣⵡⴰⵔⵓⵜ ⵜⵇⵇⵉⵎ ⴰⵔ ⵜⵜⴱⴰⵢⴰⵏ."
        case .bodyOutcomeRecorded: "ⵉⵜⵜⵓⵣⵎⵎⴻⵎ ⵎⴰⵢⴷ ⵉⵊⵔⴰⵏ ⴷ ⵓⵅⴼⴰⵡⴰⵍ ⵏⵏⵓⵏ {reference} ⵅⴼ «{bill}»."
        case .bodyStillWaiting: "ⵙⵓⵍ ⴰⵔ ⵉⵜⵜⵇⵇⵍ ⵓⵅⴼⴰⵡⴰⵍ ⵏⵏⵓⵏ {reference} ⵅⴼ «{bill}». ⵏⵏⵉⵖ ⴰⵡⵏ ⴰⵢⴰ ⴰⴼⴰⴷ ⴰⴷ ⵓⵔ ⵉⵣⵔⵉ ⵉⴼⵙⵜⵉ ⴰⴷ."
        case .bodyOverdue:
            """
            ⵉⵣⵔⵉ ⵓⵙⴰⴽⵓⴷ ⵏ ⵜⵖⵜⴰⵙⵜ ⵅⴼ ⵓⵅⴼⴰⵡⴰⵍ ⵏⵏⵓⵏ {reference} ⵅⴼ «{bill}», ⵓⵔ ⵜⵍⵍⵉ ⵜⵖⵜⴰⵙⵜ. ⵙⵓⵍ ⵜⵍⵍⴰ ⴰⴼ \
            ⵓⵙⵎⵙⴰⵙ ⴰⵡⵏ ⵜⵜ ⵉⴼⴽ; ⴰⵎⴰⵟⵍ ⴰⴷ ⵉⵇⵇⵉⵎ ⵉⵜⵜⵓⵣⵎⵎⴻⵎ.
            """
        case .bodyConfirmation:
            """
            ⵉⴼⴽⴰ ⴽⵔⴰ ⵏ ⵢⴰⵏ, ⵉⵙⵉⵏ ⴽⵯⵏⵏⵉ, ⵜⴰⵏⵙⴰ ⴰⴷ ⵉ {institution} ⵃⵎⴰ ⴰⴷ ⵉⵙⵙⵏ ⵉⵏⵖⵎⵉⵙⵏ ⵅⴼ ⵓⵅⴼⴰⵡⴰⵍ. ⵓⵔ ⵔⴰⴷ ⵏⴰⵣⵏ \
            ⵡⴰⵍⵓ ⴷⴰⵜ ⴰⴷ ⵜⵔⵥⵎⵎ ⴰⵙⵖⵏ ⴰⴷ ⴷ ⵜⵙⵙⵏⵜⵎⵎ:
            """
        case .decisionDue: "ⴰⵙⴰⴽⵓⴷ ⵏ ⵜⵖⵜⴰⵙⵜ: {date}"
        case .ownTarget: "ⴰⵙⴰⴽⵓⴷ ⴰⴷ ⵉⴳⴰ ⵢⴰⵏ ⵓⵡⵜⵜⴰⵙ ⵏ {institution}."
        case .lawTarget: "ⵉⴼⴽⴰ ⵓⵣⵔⴼ ⴰⵙⴰⴽⵓⴷ ⴰⴷ: {citation}"
        case .answerBy: "ⵔⴰⵔⴰⵜ ⴷⴰⵜ ⵏ: {date}"
        case .daysWaiting: "ⵓⵙⵙⴰⵏ ⵏ ⵓⵇⵇⵍⵓ ⴰⵔ ⵖⵉⵍⴰⴷ: {days}"
        case .citation: "ⴰⴷⵖⴰⵔ ⴳ ⵓⴹⵕⵉⵚ: {citation}"
        case .ignore: "ⵎⴽ ⵓⵔ ⵜⴳⵉⵎ ⴽⵯⵏⵏⵉ, ⴰⴷⵊⴰⵜ ⵜⵓⵣⵉⵏⵜ ⴰⴷ."
        case .footer: "ⵜⵓⵣⵉⵏⵜ ⵜⴰⵡⵓⵔⵎⴰⵏⵜ ⵙ ⵢⵉⵙⵎ ⵏ {institution}. ⵓⵔ ⴰⵔ ⵜⵜⵓⵖⵔⴰⵏⵜ ⵜⵎⵔⴰⵔⵓⵜⵉⵏ."
        case .reasonLabel: "ⵜⴰⵎⵏⵜⵉⵍⵜ:"
        case .outcomeLabel: "ⵜⴰⵢⴰⴼⵓⵜ:"
        case .statusLink: "ⵎⴰⵏⵉ ⵉⵍⵍⴰ ⵓⵅⴼⴰⵡⴰⵍ ⵏⵏⵓⵏ:"
        case .confirmLink: "ⵙⵙⵏⵜⵎⴰⵜ ⵜⴰⵏⵙⴰ ⴰⴷ:"
        case .unsubscribeLink: "ⵙⴱⴷⴷⴰⵜ ⵜⵓⵣⵉⵏⵉⵏ ⵖⵔ ⵜⴰⵏⵙⴰ ⴰⴷ:"
        case .reasonSpam: "ⵜⵓⵣⵉⵏⵜ ⵓⵔ ⵉⵜⵜⵓⵔⴰⵏ ⵏⵖ ⴰⵙⵓⵙⵙⵏ ⴰⵣⵣⵏⵣⴰⵏ"
        case .reasonDuplicate: "ⴰⵍⵍⴰⵙ ⵏ ⵓⵅⴼⴰⵡⴰⵍ ⵢⴰⴹⵏ"
        case .reasonOffTopic: "ⵓⵔ ⵉⵣⴷⵉ ⴷ ⵓⴹⵕⵉⵚ ⴰⴷ"
        case .reasonAbusive: "ⵉⵍⵍⴰ ⴳⵉⵙ ⵔⵔⴳⵎ ⵏⵖ ⵜⴰⵎⴳⵔⵓⵜ"
        case .reasonPersonalData: "ⴰⵔ ⵉⵙⴱⴰⵢⴰⵏ ⵉⵙⴼⴽⴰ ⵉⵏⵉⵎⴰⵏⵏ"
        case .reasonUnlawful: "ⵓⵔ ⵉⵎⵙⴰⵙⴰ ⴷ ⵓⵣⵔⴼ"
        case .reasonUnintelligible: "ⵓⵔ ⵉⵜⵜⵓⴼⵀⴰⵎ"
        case .reasonOther: "ⵜⴰⵎⵏⵜⵉⵍⵜ ⵢⴰⴹⵏ"
        case .outcomeAdopted: "ⵉⵜⵜⵓⵇⴱⴰⵍ"
        case .outcomePartlyAdopted: "ⵉⵜⵜⵓⵇⴱⴰⵍ ⵙ ⴽⵔⴰ ⴳⵉⵙ"
        case .outcomeNoted: "ⵉⵜⵜⵓⵣⵎⵎⴻⵎ"
        case .outcomeNotAdopted: "ⵓⵔ ⵉⵜⵜⵓⵇⴱⴰⵍ"
        case .lapsedVoted: "ⵜⵍⵍⴰ ⵜⵙⵜⴰⵢⵜ ⵅⴼ ⵓⴹⵕⵉⵚ ⴷⴰⵜ ⵏ ⵜⵖⵜⴰⵙⵜ ⵅⴼ ⵓⵅⴼⴰⵡⴰⵍ."
        case .lapsedWithdrawn: "ⵉⵜⵜⵡⴰⴽⴽⵙ ⵓⴹⵕⵉⵚ ⴷⴰⵜ ⵏ ⵜⵖⵜⴰⵙⵜ ⵅⴼ ⵓⵅⴼⴰⵡⴰⵍ."
        }
    }
}
