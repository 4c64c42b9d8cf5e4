import Crypto

/// A user's initials on a colour of their own, as SVG.
struct Avatar: Sendable {
    let user: InstanceUser

    var svg: String {
        let image: HTML = """
            <svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" viewBox="0 0 96 96">\
            <rect width="96" height="96" fill="\(colour)"/>\
            <text x="48" y="50" fill="#fff" font-family="system-ui, sans-serif" font-size="38" font-weight="600" \
            text-anchor="middle" dominant-baseline="central">\(initials)</text></svg>
            """
        return image.text
    }

    private var initials: String {
        let names = [user.firstName, user.lastName].filter { !$0.isEmpty }
        return (names.isEmpty ? [user.email] : names).map { String($0.prefix(1)).uppercased() }.joined()
    }

    /// Dark enough for white letters at every hue.
    private var colour: String {
        let hue = SHA256.hash(data: Array(user.id.utf8)).reduce(0) { ($0 + Int($1)) % 360 }
        return "hsl(\(String(hue)) 55% 32%)"
    }
}
