import TOMLKit

extension SettingValue {
    /// A value of the file; nil when it is not of the kind.
    init?(_ value: any TOMLValueConvertible, _ kind: Setting.Kind) {
        switch kind {
        case .text, .path:
            guard let text = value.string else { return nil }
            self = .text(text)
        case .choice(let names):
            guard let text = value.string, names.contains(text) else { return nil }
            self = .text(text)
        case .integer(let range):
            guard value.type == .int, let number = value.int, range.contains(number) else { return nil }
            self = .integer(number)
        case .boolean:
            guard value.type == .bool, let flag = value.bool else { return nil }
            self = .boolean(flag)
        case .texts:
            guard let array = value.array else { return nil }
            let texts = array.compactMap(\.string)
            guard texts.count == array.count else { return nil }
            self = .texts(texts)
        case .integers(let range):
            guard let array = value.array else { return nil }
            let numbers = array.compactMap { $0.type == .int ? $0.int : nil }.filter(range.contains)
            guard numbers.count == array.count else { return nil }
            self = .integers(numbers)
        }
    }

    /// A value of the environment: lists are separated by commas.
    init?(_ text: String, _ kind: Setting.Kind) {
        let items = text.split(separator: ",").map { $0.trimmingPrefix(while: \.isWhitespace) }.map(String.init)
        switch kind {
        case .text, .path: self = .text(text)
        case .choice(let names):
            guard names.contains(text) else { return nil }
            self = .text(text)
        case .integer(let range):
            guard let number = Int(text), range.contains(number) else { return nil }
            self = .integer(number)
        case .boolean:
            guard let flag = Bool(text) else { return nil }
            self = .boolean(flag)
        case .texts: self = .texts(items)
        case .integers(let range):
            let numbers = items.compactMap { Int($0) }.filter(range.contains)
            guard numbers.count == items.count else { return nil }
            self = .integers(numbers)
        }
    }
}
