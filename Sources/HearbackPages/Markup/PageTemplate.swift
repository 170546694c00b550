import Mustache

/// The pages' templates, `Assets/templates/*.mustache`.
enum PageTemplate: String, CaseIterable, Sendable {
    // A page each.
    case front, bill, article, comment, form, receipt, times, policy, transparency, verify, problem, embed
    // What they share.
    case layout, bare, fields, published

    private var source: [UInt8] {
        switch self {
        case .front: PackageResources.front_mustache
        case .bill: PackageResources.bill_mustache
        case .article: PackageResources.article_mustache
        case .comment: PackageResources.comment_mustache
        case .form: PackageResources.form_mustache
        case .receipt: PackageResources.receipt_mustache
        case .times: PackageResources.times_mustache
        case .policy: PackageResources.policy_mustache
        case .transparency: PackageResources.transparency_mustache
        case .verify: PackageResources.verify_mustache
        case .problem: PackageResources.problem_mustache
        case .embed: PackageResources.embed_mustache
        case .layout: PackageResources.layout_mustache
        case .bare: PackageResources.bare_mustache
        case .fields: PackageResources.fields_mustache
        case .published: PackageResources.published_mustache
        }
    }

    var text: String { String(decoding: source, as: UTF8.self) }

    static func library() throws(PageAssetError) -> MustacheLibrary {
        var library = MustacheLibrary()
        for template in allCases {
            do { try library.register(template.text, named: template.rawValue) } catch { throw .template(template.rawValue) }
        }
        return library
    }
}
