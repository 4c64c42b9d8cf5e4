#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Date {
    /// A moment as browsers write it: `2026-05-01`, `2026-05-01T13:45`, with seconds and their fraction or without, and with `Z` or an
    /// offset such as `+02:00` or without. Without one it is taken as UTC: a date field knows no time zone.
    ///
    /// - SeeAlso: HTML, "valid date string" and "valid local date and time string"; ECMA-262, date time string format.
    init?(browserText text: String) {
        var rest = text[...]
        guard let year = rest.number(digits: 4), rest.take("-"), let month = rest.number(digits: 2), rest.take("-"),
            let day = rest.number(digits: 2), 1...12 ~= month, 1...Self.days(in: month, of: year) ~= day
        else { return nil }
        var seconds = Double(Self.daysSince1970(year: year, month: month, day: day)) * 86_400
        if rest.take("T") || rest.take(" ") {
            guard let time = rest.secondsOfDay(), let offset = rest.offset() else { return nil }
            seconds += time - offset
        }
        guard rest.isEmpty else { return nil }
        self.init(timeIntervalSince1970: seconds)
    }

    private static func days(in month: Int, of year: Int) -> Int {
        let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    /// Of the proleptic Gregorian calendar. Years begin in March here, so that the leap day is a year's last.
    private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return 365 * year + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
    }
}

extension Substring {
    fileprivate mutating func take(_ character: Character) -> Bool {
        guard first == character else { return false }
        removeFirst()
        return true
    }

    fileprivate mutating func number(digits count: Int) -> Int? {
        let digits = prefix(count)
        guard digits.utf8.count == count, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        removeFirst(count)
        return Int(digits)
    }

    fileprivate mutating func secondsOfDay() -> Double? {
        guard let hour = number(digits: 2), take(":"), let minute = number(digits: 2), hour < 24, minute < 60 else {
            return nil
        }
        var seconds = Double(hour * 3600 + minute * 60)
        guard take(":") else { return seconds }
        guard let second = number(digits: 2), second < 60 else { return nil }
        seconds += Double(second)
        guard take(".") else { return seconds }
        let fraction = prefix { $0.isASCII && $0.isNumber }
        guard let value = Double("0." + fraction) else { return nil }
        removeFirst(fraction.count)
        return seconds + value
    }

    fileprivate mutating func offset() -> Double? {
        if isEmpty || take("Z") { return 0 }
        let sign = take("+") ? 1.0 : take("-") ? -1.0 : 0
        guard sign != 0, let hours = number(digits: 2) else { return nil }
        _ = take(":")
        guard let minutes = number(digits: 2) else { return nil }
        return sign * Double(hours * 3600 + minutes * 60)
    }
}
