/// What a moderator presses, as the terminal's bytes say.
package enum Key: Hashable, Sendable {
    case character(Character)
    case enter, tab, escape, backspace, delete
    /// Ctrl-J or Alt-Enter: a line end inside a text.
    case lineEnd
    case up, down, left, right, home, end, pageUp, pageDown
    /// Ctrl and a letter, given in lower case.
    case control(Character)
    /// A bracketed paste: text, whatever it contains.
    case paste(String)
}
