import HearbackWebhooks

/// The threads that send: libcurl walks over all connections of a multi handle when a transfer ends, so those that hang have one
/// of their own, and the others are spread over two.
struct SenderLoops: Sendable {
    /// For endpoints that answered last time. More than two give nothing on two processors.
    private let prompt: [CurlLoop]
    private let other: CurlLoop
    private let endpoints = PromptEndpoints()
    private static let promptLoops = 2

    init(_ options: CurlLoopOptions) throws(CurlLoop.StartError) {
        var prompt: [CurlLoop] = []
        for _ in 0..<Self.promptLoops { prompt.append(try CurlLoop(options)) }
        self.prompt = prompt
        other = try CurlLoop(options)
    }

    /// An address always has the same of the prompt ones: the connections to it are counted there.
    func loop(for endpoint: String, at address: IPAddress) -> CurlLoop {
        guard endpoints.contains(endpoint) else { return other }
        return prompt[Int(UInt(bitPattern: address.destinationKey.hashValue) % UInt(prompt.count))]
    }

    func note(_ endpoint: String, hasAnswered: Bool) { endpoints.note(endpoint, hasAnswered: hasAnswered) }

    func pulse() async {
        for loop in prompt { await loop.pulse() }
        await other.pulse()
    }

    func shutDown() async {
        for loop in prompt { await loop.shutDown() }
        await other.shutDown()
    }
}
