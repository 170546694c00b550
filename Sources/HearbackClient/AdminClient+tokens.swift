package import HearbackAPI

extension AdminClient {
    /// The answer alone carries the token.
    package func createToken(_ body: TokenRequest) async throws -> TokenResource {
        try await send(.post("tokens").carrying(body))
    }

    package func tokens() async throws -> TokenList {
        try await send(.get("tokens"))
    }

    package func revokeToken(_ id: String) async throws -> TokenResource {
        try await send(.post("tokens", id, "revoke"))
    }
}
