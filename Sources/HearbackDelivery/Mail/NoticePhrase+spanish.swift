/// What notices say in Spanish.
extension NoticePhrase {
    var spanish: String {
        switch self {
        case .subjectReceived: "{reference}: su comentario se ha recibido"
        case .subjectClarificationAsked: "{reference}: una pregunta sobre su comentario"
        case .subjectPublished: "{reference}: su comentario está publicado"
        case .subjectRejected: "{reference}: su comentario no se ha publicado"
        case .subjectLapsed: "{reference}: ya no se puede decidir sobre su comentario"
        case .subjectUnpublished: "{reference}: su comentario se ha retirado de la publicación"
        case .subjectAnswered: "{reference}: su comentario tiene respuesta"
        case .subjectDecisionUndone: "{reference}: su comentario se examina de nuevo"
        case .subjectAnswerAmended: "{reference}: la respuesta a su comentario ha cambiado"
        case .subjectOutcomeRecorded: "{reference}: qué ha sido de su comentario"
        case .subjectStillWaiting: "{reference}: su comentario sigue a la espera"
        case .subjectOverdue: "{reference}: la decisión sobre su comentario lleva retraso"
        case .subjectConfirmation: "Confirme su dirección de correo electrónico"
        case .subjectDigest: "Comentarios en espera: {count}; con retraso: {overdue}"
        case .bodyReceived:
            """
            Su comentario {reference} sobre «{bill}» se ha recibido y registrado. Ahora espera una decisión \
            sobre su publicación.
            """
        case .bodyClarificationAsked:
            "Antes de decidir sobre su comentario {reference} sobre «{bill}», la moderación le pregunta:"
        case .bodyPublished: "Su comentario {reference} sobre «{bill}» está publicado."
        case .bodyRejected: "Su comentario {reference} sobre «{bill}» no se ha publicado."
        case .bodyLapsed: "Ya no se puede decidir sobre su comentario {reference} sobre «{bill}»."
        case .bodyUnpublished:
            "Su comentario {reference} sobre «{bill}» estaba publicado y se ha retirado de la publicación."
        case .bodyAnswered: "Su comentario {reference} sobre «{bill}» tiene respuesta. La respuesta es pública."
        case .bodyDecisionUndone:
            "La decisión sobre su comentario {reference} acerca de «{bill}» se ha retirado. El comentario vuelve a esperar aprobación; se le comunicará la nueva decisión."
        case .bodyAnswerAmended:
            "La respuesta a su comentario {reference} sobre «{bill}» ha cambiado. La respuesta anterior sigue visible."
        case .bodyOutcomeRecorded: "Se ha registrado qué ha sido de su comentario {reference} sobre «{bill}»."
        case .bodyStillWaiting:
            """
            Su comentario {reference} sobre «{bill}» sigue a la espera. Se lo decimos para que el silencio no \
            pase inadvertido.
            """
        case .bodyOverdue:
            """
            Estaba prevista una decisión sobre su comentario {reference} sobre «{bill}» y no se tomó a \
            tiempo. Se le sigue debiendo; este retraso queda registrado.
            """
        case .bodyConfirmation:
            """
            Alguien, probablemente usted, dio esta dirección a {institution} para tener noticias de un \
            comentario. No se enviará ninguna antes de que abra este enlace y confirme:
            """
        case .decisionDue: "Fecha en la que se espera una decisión: {date}"
        case .ownTarget: "Ese día es un objetivo que {institution} se ha fijado."
        case .lawTarget: "Ese día resulta de la ley: {citation}"
        case .answerBy: "Responda a más tardar el: {date}"
        case .daysWaiting: "Días de espera hasta ahora: {days}"
        case .citation: "Lugar en el texto: {citation}"
        case .ignore: "Si no fue usted, no haga caso de este mensaje."
        case .footer: "Enviado automáticamente en nombre de {institution}. Las respuestas no se leen."
        case .bodyDigest: "Comentarios que esperan una decisión en {institution}: {count}"
        case .digestOverdue: "De ellos, con la fecha prevista ya pasada: {overdue}"
        case .digestOldest: "El que más tiempo espera: {reference}, sobre {bill}; días: {days}"
        case .digestList: "Primero los retrasados, después los más antiguos:"
        case .digestLine: "{reference} · {bill} · días de espera: {days} · previsto para: {date}"
        case .digestLateLine: "{reference} · {bill} · días de espera: {days} · con retraso desde: {date}"
        case .digestCommand: "Para decidirlos: {command}"
        case .reasonLabel: "Motivo:"
        case .outcomeLabel: "Resultado:"
        case .statusLink: "En qué punto está su comentario:"
        case .confirmLink: "Confirmar esta dirección:"
        case .unsubscribeLink: "No recibir más mensajes en esta dirección:"
        case .reasonSpam: "correo no deseado o publicidad"
        case .reasonDuplicate: "repetición de otro comentario"
        case .reasonOffTopic: "no trata de este texto"
        case .reasonAbusive: "insultante o de odio"
        case .reasonPersonalData: "revela datos personales"
        case .reasonUnlawful: "contrario a la ley"
        case .reasonUnintelligible: "incomprensible"
        case .reasonOther: "otro motivo"
        case .outcomeAdopted: "aceptado"
        case .outcomePartlyAdopted: "aceptado en parte"
        case .outcomeNoted: "tomado en cuenta"
        case .outcomeNotAdopted: "no aceptado"
        case .lapsedVoted: "La votación del texto llegó antes de la decisión sobre el comentario."
        case .lapsedWithdrawn: "El texto se retiró antes de la decisión sobre el comentario."
        }
    }
}
