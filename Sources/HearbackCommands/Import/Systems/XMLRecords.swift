import Foundation
import FoundationXML
import HearbackAPI
import HearbackCore

/// One record of an XML export: what is in it by path, such as `author/name`, its attributes and those of its children as
/// `thread@dsq:id`, and what stood before it in the records around it as `item/wp:post_name`.
struct XMLRecord: Hashable, Sendable {
    let name: String
    let line: Int
    let fields: [String: String]
}

/// Why a file can't be read on. What came before is kept.
struct XMLFault: Error, Hashable, Sendable {
    let line: Int
    let words: String
}

/// Reads the records of an XML file (libxml2, through Foundation). No external entity is ever fetched, and a file that declares
/// entities of its own is refused: those are how small files become gigabytes.
final class XMLRecords: NSObject, XMLParserDelegate {
    private let depths: [String: Int]
    private var stack: [String] = []
    private var open: [(name: String, line: Int, depth: Int, fields: [String: String])] = []
    private var outer: [String: String] = [:]
    private var text = ""
    private(set) var records: [XMLRecord] = []
    private var fault: XMLFault?
    private var hasRoot = false

    private static let (depthAtMost, textAtMost) = (64, 1 << 20)

    private init(_ depths: [String: Int]) { self.depths = depths }

    /// - Parameter depths: the elements that are records, and how deep they stand, the root at 1; elsewhere they are none.
    static func read(_ data: Data, _ depths: [String: Int]) -> (records: [XMLRecord], fault: XMLFault?) {
        if let declared = entityDeclaration(in: data) { return ([], declared) }
        let reader = XMLRecords(depths)
        let parser = XMLParser(data: data)
        parser.shouldProcessNamespaces = false
        parser.shouldResolveExternalEntities = false
        parser.delegate = reader
        // Foundation's parser takes a file that just ends for a whole one.
        let isWhole = parser.parse() && reader.hasRoot && reader.stack.isEmpty
        let line = max(parser.lineNumber, 1)
        let fault = isWhole ? nil : reader.fault ?? XMLFault(line: line, words: "not well-formed XML from here on")
        return (reader.records, fault)
    }

    private static func entityDeclaration(in data: Data) -> XMLFault? {
        guard let found = data.prefix(1 << 16).firstRange(of: Data("<!ENTITY".utf8)) else { return nil }
        let line = data[..<found.lowerBound].reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
        return XMLFault(line: line, words: "the file declares entities of its own, which no export does")
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String] = [:]
    ) {
        hasRoot = true
        stack.append(name)
        guard stack.count <= Self.depthAtMost else { return stop(parser, "elements within elements, more than \(Self.depthAtMost) deep") }
        text = ""
        if depths[name] == stack.count {
            open.append((name, parser.lineNumber, stack.count, inherited()))
        }
        guard let path else { return }
        for (key, value) in attributes { open[open.count - 1].fields[path.isEmpty ? "@" + key : path + "@" + key] = value }
    }

    /// What a record may know of those around it.
    private func inherited() -> [String: String] {
        var fields = outer
        for record in open { for (key, value) in record.fields where !key.contains("/") { fields[record.name + "/" + key] = value } }
        return fields
    }

    /// Within the innermost record; nil outside.
    private var path: String? { open.last.map { stack.dropFirst($0.depth).joined(separator: "/") } }

    func parser(_ parser: XMLParser, foundCharacters string: String) { append(string, parser) }

    func parser(_ parser: XMLParser, foundCDATA block: Data) { append(String(decoding: block, as: UTF8.self), parser) }

    private func append(_ string: String, _ parser: XMLParser) {
        guard text.utf8.count + string.utf8.count <= Self.textAtMost else { return stop(parser, "a text of more than 1,048,576 bytes") }
        text += string
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        if let record = open.last, record.depth == stack.count {
            open.removeLast()
            records.append(XMLRecord(name: name, line: record.line, fields: record.fields))
        } else if let path {
            // The first says what the element is; a repetition, such as an item's categories, is no field of a comment.
            if open[open.count - 1].fields[path] == nil { open[open.count - 1].fields[path] = text }
        } else if stack.count == 3 {
            outer["\(stack[1])/\(name)"] = text
        }
        text = ""
        stack.removeLast()
    }

    private func stop(_ parser: XMLParser, _ words: String) {
        fault = fault ?? XMLFault(line: parser.lineNumber, words: words)
        parser.abortParsing()
    }
}
