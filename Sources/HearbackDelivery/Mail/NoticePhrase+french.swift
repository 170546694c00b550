/// What notices say in French.
extension NoticePhrase {
    var french: String {
        switch self {
        case .subjectReceived: "{reference} : votre commentaire a été reçu"
        case .subjectClarificationAsked: "{reference} : une question sur votre commentaire"
        case .subjectPublished: "{reference} : votre commentaire est publié"
        case .subjectRejected: "{reference} : votre commentaire n’a pas été publié"
        case .subjectLapsed: "{reference} : votre commentaire ne peut plus faire l’objet d’une décision"
        case .subjectUnpublished: "{reference} : votre commentaire a été retiré de la publication"
        case .subjectAnswered: "{reference} : une réponse à votre commentaire"
        case .subjectDecisionUndone: "{reference} : votre commentaire est réexaminé"
        case .subjectAnswerAmended: "{reference} : la réponse à votre commentaire a été modifiée"
        case .subjectOutcomeRecorded: "{reference} : la suite donnée à votre commentaire"
        case .subjectStillWaiting: "{reference} : votre commentaire attend toujours"
        case .subjectOverdue: "{reference} : la décision sur votre commentaire est en retard"
        case .subjectConfirmation: "Veuillez confirmer votre adresse électronique"
        case .subjectDigest: "Commentaires en attente : {count} ; en retard : {overdue}"
        case .bodyReceived:
            """
            Votre commentaire {reference} sur « {bill} » a été reçu et enregistré. Il attend maintenant une \
            décision sur sa publication.
            """
        case .bodyClarificationAsked:
            "Avant de décider de votre commentaire {reference} sur « {bill} », les modérateurs vous demandent :"
        case .bodyPublished: "Votre commentaire {reference} sur « {bill} » est publié."
        case .bodyRejected: "Votre commentaire {reference} sur « {bill} » n’a pas été publié."
        case .bodyLapsed: "Votre commentaire {reference} sur « {bill} » ne peut plus faire l’objet d’une décision."
        case .bodyUnpublished:
            "Votre commentaire {reference} sur « {bill} » avait été publié et vient d’être retiré de la publication."
        case .bodyAnswered: "Votre commentaire {reference} sur « {bill} » a reçu une réponse. Elle est publique."
        case .bodyDecisionUndone:
            "La décision sur votre commentaire {reference} concernant « {bill} » a été retirée. Le commentaire attend de nouveau d’être approuvé ; la nouvelle décision vous sera communiquée."
        case .bodyAnswerAmended:
            "La réponse à votre commentaire {reference} sur « {bill} » a été modifiée. La réponse précédente reste visible."
        case .bodyOutcomeRecorded: "La suite donnée à votre commentaire {reference} sur « {bill} » a été enregistrée."
        case .bodyStillWaiting:
            """
            Votre commentaire {reference} sur « {bill} » attend toujours. Nous vous le disons pour que ce \
            silence ne passe pas inaperçu.
            """
        case .bodyOverdue:
            """
            Une décision sur votre commentaire {reference} sur « {bill} » était attendue et n’a pas été \
            prise à temps. Elle vous est toujours due ; ce retard reste enregistré.
            """
        case .bodyConfirmation:
            """
            Quelqu’un, sans doute vous, a donné cette adresse à {institution} pour suivre un commentaire. Rien \
            ne sera envoyé avant que vous n’ouvriez ce lien et ne confirmiez :
            """
        case .decisionDue: "Date à laquelle une décision est attendue : {date}"
        case .ownTarget: "Ce jour est un objectif que {institution} s’est fixé."
        case .lawTarget: "Ce jour résulte de la loi : {citation}"
        case .answerBy: "Veuillez répondre au plus tard le : {date}"
        case .daysWaiting: "Jours d’attente jusqu’ici : {days}"
        case .citation: "Endroit dans le texte : {citation}"
        case .ignore: "Si ce n’était pas vous, veuillez ignorer ce message."
        case .footer: "Envoyé automatiquement pour {institution}. Les réponses ne sont pas lues."
        case .bodyDigest: "Commentaires qui attendent une décision à {institution} : {count}"
        case .digestOverdue: "Dont la date prévue pour la décision est passée : {overdue}"
        case .digestOldest: "Celui qui attend depuis le plus longtemps : {reference}, sur {bill} ; jours : {days}"
        case .digestList: "Ceux en retard d’abord, puis les plus anciens :"
        case .digestLine: "{reference} · {bill} · jours d’attente : {days} · prévu le : {date}"
        case .digestLateLine: "{reference} · {bill} · jours d’attente : {days} · en retard depuis le : {date}"
        case .digestCommand: "Pour décider : {command}"
        case .reasonLabel: "Motif :"
        case .outcomeLabel: "Suite donnée :"
        case .statusLink: "Où en est votre commentaire :"
        case .confirmLink: "Confirmer cette adresse :"
        case .unsubscribeLink: "Ne plus recevoir de messages à cette adresse :"
        case .reasonSpam: "message indésirable ou publicité"
        case .reasonDuplicate: "répétition d’un autre commentaire"
        case .reasonOffTopic: "sans rapport avec ce texte"
        case .reasonAbusive: "injurieux ou haineux"
        case .reasonPersonalData: "révèle des données personnelles"
        case .reasonUnlawful: "contraire à la loi"
        case .reasonUnintelligible: "incompréhensible"
        case .reasonOther: "autre motif"
        case .outcomeAdopted: "adopté"
        case .outcomePartlyAdopted: "adopté en partie"
        case .outcomeNoted: "pris en note"
        case .outcomeNotAdopted: "non adopté"
        case .lapsedVoted: "Le vote du texte a précédé la décision sur le commentaire."
        case .lapsedWithdrawn: "Le texte a été retiré avant la décision sur le commentaire."
        }
    }
}
