@main
enum Benchmarks {
    static func main() async throws {
        Report.printCircumstances()
        let rows =
            try await SessionTokenBenchmarks.rows()
            + RenderingBenchmarks.rows()
            + MessageBenchmarks.rows()
            + LiveChannelBenchmarks.rows()
            + PageTokenBenchmarks.rows()
        Report.print(rows)
    }
}
