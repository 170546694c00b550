import Crypto
import Foundation
import HearbackAPI
import HearbackCore
import HearbackPages
import HearbackStore
import HearbackTime
import HearbackTransparency
import HTTPTypes
import Hummingbird
import NIOCore

/// What citizens see: pages for people, in their language.
struct PublicPages: Sendable {
    let ledger: Ledger
    let limits: IntakeLimits
    let publicURL: String
    let zone: Zone
    let institution: String
    let board: StatisticsBoard
    let gate: IntakeGate
    let client: ClientFinder
    let rules: PageRules
    let submissions: SubmissionMeters
    let renderer: PageRenderer
    let cache: PageCache

    init(
        ledger: Ledger, limits: IntakeLimits, publicURL: String, zone: Zone, institution: String, board: StatisticsBoard,
        gate: IntakeGate, client: @escaping ClientFinder, rules: PageRules, submissions: SubmissionMeters
    ) throws {
        (self.ledger, self.limits, self.publicURL, self.zone) = (ledger, limits, publicURL, zone)
        self.submissions = submissions
        (self.institution, self.board, self.gate, self.client, self.rules) = (institution, board, gate, client, rules)
        renderer = try PageRenderer(assets: Dictionary(uniqueKeysWithValues: PageAsset.allCases.map { ($0, "/" + AssetPath.path($0)) }))
        cache = PageCache(freshness: rules.freshness)
    }

    func add(to router: Router<HearbackContext>) {
        AssetPath.add(to: router)
        addEntrances(to: router)
        for language in Language.allCases {
            let group = router.group(RouterPath(language.rawValue)).add(middleware: PageMiddleware(pages: self, language: language))
            addReading(to: group, language)
            addComment(to: group, language)
            addReceipt(to: group, language)
            addVerify(to: group, language)
            group.get("**") { _, _ -> Response in throw Problem(.notFound) }
        }
    }

    /// Addresses without a language lead to the reader's own.
    private func addEntrances(to router: Router<HearbackContext>) {
        router.get { request, _ in Self.entrance(request, []) }
        router.get("embed/:bill") { request, context in Self.entrance(request, ["embed", context.parameters.get("bill") ?? ""]) }
    }

    private static func entrance(_ request: Request, _ parts: [String]) -> Response {
        Response(
            status: .found,
            headers: [.location: PagePath.path(request.language, parts), .vary: "Accept-Language", .cacheControl: "public, max-age=60"])
    }

    func scene(_ language: Language) throws -> PageScene {
        guard let wording = renderer.wording(language) else { throw Problem(.internalError) }
        return PageScene(wording: wording, institution: institution, zone: zone, now: ledger.now)
    }

    func ledgerState() async throws -> PageCache.State {
        PageCache.State(sequence: try await ledger.lastSequence(), minute: ledger.now.milliseconds / 60_000)
    }

    /// A page that is the same for everyone.
    func shared(
        _ request: Request, _ language: Language, key: String, _ page: @escaping @Sendable (PageScene) async throws -> Page
    ) async throws -> Response {
        let entry = try await cache.entry(
            language.rawValue + " " + key,
            state: ledgerState,
            make: { [self] in
                let scene = try scene(language)
                return renderer.html(try await page(scene), scene)
            })
        return cache.answer(request, with: entry, PageResponse.sharedHeaders(language))
    }
}

/// Style, script and picture: under an address that names their content, to be kept for ever.
enum AssetPath {
    static func path(_ asset: PageAsset) -> String {
        "assets/\(Hexadecimal.text(SHA256.hash(data: Data(asset.bytes)).prefix(6)))/\(asset.rawValue)"
    }

    static func add(to router: Router<HearbackContext>) {
        for asset in PageAsset.allCases {
            let bytes = ByteBuffer(bytes: asset.bytes)
            let type = asset.mediaType
            router.get(RouterPath(path(asset))) { _, _ in
                Response(
                    status: .ok,
                    headers: [
                        .contentType: type, .cacheControl: "public, max-age=31536000, immutable", .xContentTypeOptions: "nosniff",
                    ], body: .init(byteBuffer: bytes))
            }
        }
    }
}
