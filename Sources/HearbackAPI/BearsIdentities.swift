/// An answer in which submitters' names, addresses or what leads to them may stand.
package protocol BearsIdentities: Encodable, Sendable {
    /// The same for eyes that see everything but those.
    var withoutIdentities: Self { get }
}

extension CommentResource: BearsIdentities {
    package var withoutIdentities: CommentResource {
        var copy = self
        (copy.submitterName, copy.submitterEmail) = (nil, nil)
        return copy
    }
}

extension EndpointResource: BearsIdentities {
    package var withoutIdentities: EndpointResource {
        var copy = self
        (copy.url, copy.pausedReason) = (nil, nil)
        return copy
    }
}

extension EndpointList: BearsIdentities {
    package var withoutIdentities: EndpointList { EndpointList(endpoints: endpoints.map(\.withoutIdentities)) }
}

extension OptOutList: BearsIdentities {
    package var withoutIdentities: OptOutList {
        OptOutList(
            optOuts: optOuts.map { entry in
                var copy = entry
                (copy.entry, copy.reason) = ("…", nil)
                return copy
            })
    }
}

extension DeliveryDetail: BearsIdentities {
    /// A receiver's words may name anybody, and its address is whose it is.
    package var withoutIdentities: DeliveryDetail {
        DeliveryDetail(
            delivery: delivery,
            tries: tries.map { attempt in
                var copy = attempt
                (copy.peer, copy.detail, copy.body) = (nil, nil, nil)
                return copy
            })
    }
}

extension ExportPage: BearsIdentities {
    package var withoutIdentities: ExportPage {
        var copy = self
        copy.rows = rows.map { row in
            var row = row
            (row.submitter.name, row.submitter.email) = (nil, nil)
            return row
        }
        return copy
    }
}

extension TokenList: BearsIdentities {
    package var withoutIdentities: TokenList {
        TokenList(
            tokens: tokens.map { token in
                var copy = token
                copy.addresses = nil
                return copy
            })
    }
}
