import HearbackCore
import HearbackStore
import HTTPTypes
import Hummingbird
import NIOCore

/// The small pages behind the links of an e-mail: one sentence, and one button where there is something to decide.
struct MailPage {
    let language: Language
    let sentence: String
    let button: String?

    static func question(_ purpose: MailToken.Purpose, in language: Language) -> MailPage {
        let words = Words.of(language)
        return switch purpose {
        case .confirm: MailPage(language: language, sentence: words.mayWeWrite, button: words.yes)
        case .unsubscribe: MailPage(language: language, sentence: words.shallWeStop, button: words.stop)
        }
    }

    static func done(_ purpose: MailToken.Purpose, in language: Language) -> MailPage {
        let words = Words.of(language)
        return MailPage(
            language: language, sentence: purpose == .confirm ? words.weShallWrite : words.stopped, button: nil)
    }

    var response: Response {
        var headers: HTTPFields = [
            .contentType: "text/html; charset=utf-8", .cacheControl: "no-store", .contentLanguage: language.rawValue,
            .contentSecurityPolicy: "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
        ]
        // The address itself is a secret.
        if let name = HTTPField.Name("Referrer-Policy") { headers[name] = "no-referrer" }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(string: html)))
    }

    private var html: String {
        let form = button.map { "<form method=\"post\"><button>\($0)</button></form>" } ?? ""
        return """
            <!doctype html><html lang="\(language.rawValue)" dir="\(language == .arabic ? "rtl" : "ltr")">\
            <meta charset="utf-8"><meta name="viewport" content="width=device-width">\
            <meta name="color-scheme" content="light dark"><title>Hearback</title><main><h1>\(sentence)</h1>\(form)</main></html>

            """
    }

    private struct Words {
        let mayWeWrite: String
        let yes: String
        let weShallWrite: String
        let shallWeStop: String
        let stop: String
        let stopped: String

        static func of(_ language: Language) -> Words {
            switch language {
            case .english:
                Words(
                    mayWeWrite: "May we write to you about your comment?", yes: "Yes, write to me",
                    weShallWrite: "Thank you. We shall write to you.", shallWeStop: "Shall we stop writing to you?",
                    stop: "Stop writing to me", stopped: "We shall not write to you any more.")
            case .french:
                Words(
                    mayWeWrite: "Pouvons-nous vous écrire au sujet de votre commentaire ?", yes: "Oui, écrivez-moi",
                    weShallWrite: "Merci. Nous vous écrirons.", shallWeStop: "Devons-nous cesser de vous écrire ?",
                    stop: "Ne m’écrivez plus", stopped: "Nous ne vous écrirons plus.")
            case .spanish:
                Words(
                    mayWeWrite: "¿Podemos escribirle sobre su comentario?", yes: "Sí, escríbanme",
                    weShallWrite: "Gracias. Le escribiremos.", shallWeStop: "¿Dejamos de escribirle?",
                    stop: "No me escriban más", stopped: "No le escribiremos más.")
            case .arabic:
                Words(
                    mayWeWrite: "هل يمكننا أن نراسلكم بشأن تعليقكم؟", yes: "نعم، راسلوني",
                    weShallWrite: "شكرا. سنراسلكم.", shallWeStop: "هل نتوقف عن مراسلتكم؟",
                    stop: "توقفوا عن مراسلتي", stopped: "لن نراسلكم بعد الآن.")
            case .tamazight:
                Words(
                    mayWeWrite: "ⵉⵙ ⵏⵣⵎⵔ ⴰⴷ ⴰⵡⵏ ⵏⴰⵔⴰ ⵅⴼ ⵓⵅⴼⴰⵡⴰⵍ ⵏⵏⵓⵏ?", yes: "ⵢⴰⵀ, ⴰⵔⴰⵜ ⵉⵢⵉ",
                    weShallWrite: "ⵜⴰⵏⵎⵎⵉⵔⵜ. ⵔⴰⴷ ⴰⵡⵏ ⵏⴰⵔⴰ.", shallWeStop: "ⵉⵙ ⵔⴰⴷ ⵏⵙⴱⴷⴷ ⵜⵉⵔⵔⴰ ⵖⵓⵔⵓⵏ?",
                    stop: "ⵙⴱⴷⴷⴰⵜ ⵜⵉⵔⵔⴰ", stopped: "ⵓⵔ ⵙⵓⵍ ⵔⴰⴷ ⴰⵡⵏ ⵏⴰⵔⴰ.")
            }
        }
    }
}
