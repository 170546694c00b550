package import HearbackCore

/// What a moderator starts from when something has to be said to a submitter, in the submitter's language.
///
/// The Tamazight texts use the words of the notices by e-mail; like those they wait for a native reader.
package enum Template {
    /// Empty for `other`, which says nothing by itself.
    package static func explanation(_ reason: RejectionReason, _ language: Language) -> String {
        switch language {
        case .arabic: arabic(reason)
        case .tamazight: tamazight(reason)
        case .french: french(reason)
        case .english: english(reason)
        case .spanish: spanish(reason)
        }
    }

    package static func question(_ language: Language) -> String {
        switch language {
        case .arabic: "هل يمكنكم توضيح المادة التي يتعلق بها تعليقكم وما تقترحونه؟"
        case .tamazight: "ⵉⵙ ⵜⵣⵎⵔⵎ ⴰⴷ ⴰⵖ ⵜⵉⵏⵉⵎ ⵎⴰⵏ ⴰⵎⴳⵔⴰⴷ ⴰⴷ ⵉⵣⴷⵉⵏ ⴷ ⵓⵅⴼⴰⵡⴰⵍ ⵏⵏⵓⵏ?"
        case .french: "Pourriez-vous préciser l’article que vise votre commentaire et ce que vous proposez ?"
        case .english: "Could you say which article your comment is about, and what you propose?"
        case .spanish: "¿Podría precisar a qué artículo se refiere su comentario y qué propone?"
        }
    }

    private static func arabic(_ reason: RejectionReason) -> String {
        switch reason {
        case .spam: "لم يُنشر تعليقكم لأنه رسالة مزعجة أو إشهار."
        case .duplicate: "لم يُنشر تعليقكم لأنه تكرار لتعليق آخر توصلنا به."
        case .offTopic: "لم يُنشر تعليقكم لأنه لا علاقة له بهذا النص."
        case .abusive: "لم يُنشر تعليقكم لأنه يتضمن عبارات مسيئة أو محرّضة على الكراهية. يمكنكم إعادة صياغته دونها."
        case .personalData: "لم يُنشر تعليقكم لأنه يكشف معطيات شخصية. يمكنكم إرساله من جديد دونها."
        case .unlawful: "لم يُنشر تعليقكم لأنه مخالف للقانون."
        case .unintelligible: "لم يُنشر تعليقكم لأننا لم نتمكن من فهمه. يمكنكم إعادة صياغته."
        case .other: ""
        }
    }

    private static func tamazight(_ reason: RejectionReason) -> String {
        let start = "ⵓⵔ ⵉⵜⵜⵓⴼⵙⵔ ⵓⵅⴼⴰⵡⴰⵍ ⵏⵏⵓⵏ ⴰⵛⴽⵓ "
        return switch reason {
        case .spam: start + "ⵉⴳⴰ ⵜⵓⵣⵉⵏⵜ ⵓⵔ ⵉⵜⵜⵓⵔⴰⵏ ⵏⵖ ⴰⵙⵓⵙⵙⵏ ⴰⵣⵣⵏⵣⴰⵏ."
        case .duplicate: start + "ⵉⴳⴰ ⴰⵍⵍⴰⵙ ⵏ ⵓⵅⴼⴰⵡⴰⵍ ⵢⴰⴹⵏ."
        case .offTopic: start + "ⵓⵔ ⵉⵣⴷⵉ ⴷ ⵓⴹⵕⵉⵚ ⴰⴷ."
        case .abusive: start + "ⵉⵍⵍⴰ ⴳⵉⵙ ⵔⵔⴳⵎ ⵏⵖ ⵜⴰⵎⴳⵔⵓⵜ."
        case .personalData: start + "ⴰⵔ ⵉⵙⴱⴰⵢⴰⵏ ⵉⵙⴼⴽⴰ ⵉⵏⵉⵎⴰⵏⵏ."
        case .unlawful: start + "ⵓⵔ ⵉⵎⵙⴰⵙⴰ ⴷ ⵓⵣⵔⴼ."
        case .unintelligible: start + "ⵓⵔ ⵉⵜⵜⵓⴼⵀⴰⵎ."
        case .other: ""
        }
    }

    private static func french(_ reason: RejectionReason) -> String {
        let start = "Votre commentaire n’a pas été publié : "
        return switch reason {
        case .spam: start + "il s’agit d’un message indésirable ou publicitaire."
        case .duplicate: start + "il répète un autre commentaire que nous avons reçu."
        case .offTopic: start + "il ne porte pas sur ce texte."
        case .abusive: start + "il contient des propos injurieux ou haineux. Vous pouvez le reformuler sans eux."
        case .personalData: start + "il révèle des données personnelles. Vous pouvez le renvoyer sans elles."
        case .unlawful: start + "il est contraire à la loi."
        case .unintelligible: start + "nous n’avons pas pu le comprendre. Vous pouvez le reformuler."
        case .other: ""
        }
    }

    private static func english(_ reason: RejectionReason) -> String {
        let start = "Your comment was not published: "
        return switch reason {
        case .spam: start + "it is unsolicited or advertises something."
        case .duplicate: start + "it repeats another comment that we received."
        case .offTopic: start + "it is not about this text."
        case .abusive: start + "it contains insults or incites hatred. You may write it again without them."
        case .personalData: start + "it reveals personal data. You may send it again without them."
        case .unlawful: start + "it is against the law."
        case .unintelligible: start + "we could not understand it. You may write it again in other words."
        case .other: ""
        }
    }

    private static func spanish(_ reason: RejectionReason) -> String {
        let start = "Su comentario no se ha publicado: "
        return switch reason {
        case .spam: start + "es un mensaje no deseado o publicitario."
        case .duplicate: start + "repite otro comentario que hemos recibido."
        case .offTopic: start + "no trata de este texto."
        case .abusive: start + "contiene insultos o incita al odio. Puede escribirlo de nuevo sin ellos."
        case .personalData: start + "revela datos personales. Puede enviarlo de nuevo sin ellos."
        case .unlawful: start + "es contrario a la ley."
        case .unintelligible: start + "no hemos podido entenderlo. Puede escribirlo de nuevo con otras palabras."
        case .other: ""
        }
    }
}
