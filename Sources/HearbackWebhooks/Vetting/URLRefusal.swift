/// Why a URL is not accepted as a webhook's address.
package enum URLRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    case tooLong
    case forbiddenCharacter
    case unparsable(String)
    case schemeNotAllowed
    case userInfo
    case fragment
    case portNotAllowed(UInt16)
    case addressLiteral
    case zoneIdentifier
    case notAFullName
    case reservedName(String)

    /// Stable, for programs.
    package var code: String {
        switch self {
        case .tooLong: "url_too_long"
        case .forbiddenCharacter: "url_character"
        case .unparsable: "url_unparsable"
        case .schemeNotAllowed: "url_scheme"
        case .userInfo: "url_user_info"
        case .fragment: "url_fragment"
        case .portNotAllowed: "url_port"
        case .addressLiteral: "url_address_literal"
        case .zoneIdentifier: "url_zone"
        case .notAFullName: "url_host"
        case .reservedName: "url_reserved_name"
        }
    }

    package var description: String {
        switch self {
        case .tooLong: "webhook url is longer than 2048 bytes: shorten it"
        case .forbiddenCharacter:
            "webhook url holds a space, a backslash, a control or a non-ASCII character: percent-encode it"
        case .unparsable(let reason): "webhook url cannot be read (\(reason)): give https://host/path"
        case .schemeNotAllowed: "webhook url has a scheme that is not allowed: use https"
        case .userInfo: "webhook url holds a user name or password: remove it"
        case .fragment: "webhook url has a fragment: remove the # and what follows"
        case .portNotAllowed(let port): "webhook url uses port \(port), which is not allowed: use 443 or 8443"
        case .addressLiteral: "webhook url names an address instead of a host: use a host name"
        case .zoneIdentifier: "webhook url has an IPv6 zone: use a host name"
        case .notAFullName: "webhook url's host is not a full public name: use one such as hooks.example.org"
        case .reservedName(let suffix): "webhook url's host ends in .\(suffix), which is not public: use a public name"
        }
    }
}
