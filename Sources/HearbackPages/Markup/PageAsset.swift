import HearbackReports

/// What pages load beside themselves: one style sheet, one small script, one picture.
package enum PageAsset: String, CaseIterable, Sendable {
    case style = "style.css"
    case script = "page.js"
    case icon = "icon.svg"

    package var bytes: [UInt8] {
        switch self {
        case .style: Array(Stylesheet.css.utf8) + PackageResources.style_css
        case .script: PackageResources.page_js
        case .icon: PackageResources.icon_svg
        }
    }

    package var mediaType: String {
        switch self {
        case .style: "text/css; charset=utf-8"
        case .script: "text/javascript; charset=utf-8"
        case .icon: "image/svg+xml"
        }
    }
}
