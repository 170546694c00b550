import Foundation
import HearbackCore
import HearbackTestSupport
import Testing

@testable import HearbackPages

@Suite("The pages' templates")
struct TemplateTests {
    @Test("They print nothing but markup that was escaped before: three braces everywhere", arguments: PageTemplate.allCases)
    func braces(_ template: PageTemplate) {
        let withoutTriples = template.text.replacing(#/\{\{\{[^}]*\}\}\}/#, with: "")
        for tag in withoutTriples.matches(of: #/\{\{(.)/#) {
            #expect("#^/>$<!".contains(tag.1), "\(template): {{\(tag.1)")
        }
        #expect(!template.text.contains("{{&"))
    }

    @Test("They hold no words of their own: what people read comes from the catalogue", arguments: PageTemplate.allCases)
    func words(_ template: PageTemplate) {
        let text = template.text.replacing(#/\{\{[^}]*\}\}\}?/#, with: "").replacing(#/<[^>]*>/#, with: "")
        let letters = text.replacing("CSV", with: "").replacing("JSON", with: "").filter(\.isLetter)
        #expect(letters.isEmpty, "\(template): \(letters)")
    }

    @Test("Every phrase that they name exists, and every phrase is used somewhere")
    func phrases() throws {
        var used: Set<String> = []
        for template in PageTemplate.allCases {
            for name in template.text.matches(of: #/\{\{\{t\.(\w+)\}\}\}/#) {
                #expect(Phrase(rawValue: String(name.1)) != nil, "\(template): \(name.1)")
                used.insert(String(name.1))
            }
        }
        let sources = try swiftSources()
        for phrase in Phrase.allCases where !used.contains(phrase.rawValue) {
            #expect(sources.contains(".\(phrase.rawValue)"), "\(phrase) is used nowhere")
        }
    }

    private func swiftSources() throws -> String {
        let folder = URL(fileURLWithPath: Project.file("Sources/HearbackPages"))
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
        return try files.filter { $0.pathExtension == "swift" && $0.lastPathComponent != "Phrase.swift" }
            .map { try String(contentsOf: $0, encoding: .utf8) }.joined()
    }

    @Test("No style, no script and no handler stands in a page: the content security policy forbids them", arguments: PageTemplate.allCases)
    func inline(_ template: PageTemplate) {
        #expect(!template.text.contains(#/\sstyle=|<style|\son[a-z]+=|javascript:/#))
        #expect(template.text.matches(of: #/<script/#).count == template.text.matches(of: #/<script src="\{\{\{assets.script\}\}\}" defer><\/script>/#).count)
    }
}
