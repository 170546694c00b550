import Hummingbird
import NIOCore

/// `GET /openapi.json`: the description of this API (OpenAPI 3.1). The tests hold it to the routes and to what they answer.
extension PublicAPI {
    func addDescription(to router: Router<HearbackContext>) {
        let bytes = PackageResources.openapi_json
        let (body, tag) = (ByteBuffer(bytes: bytes), Response.tag(of: bytes))
        router.get("openapi.json") { request, _ in
            Response.shared(body, tag: tag, type: "application/json; charset=utf-8", request)
        }
    }
}
