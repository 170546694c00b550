import HearbackCommands

@main
struct Main {
    static func main() async {
        await Program.main()
    }
}
