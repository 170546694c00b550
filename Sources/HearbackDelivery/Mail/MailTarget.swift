/// Whom a message goes to by e-mail, and what it says.
package struct MailTarget: Sendable {
    package var address: String
    package var notice: NoticeMail
    /// Lower case; comes back with what can't be delivered.
    package var bounceToken: String

    package init(address: String, notice: NoticeMail, bounceToken: String) {
        (self.address, self.notice, self.bounceToken) = (address, notice, bounceToken)
    }
}
