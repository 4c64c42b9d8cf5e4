import HTTPTypes
import Hummingbird
import LiveAssets
import NIOCore

/// Serves the bundled JavaScript.
///
/// Under its digested name a file is immutable and kept for a year; under its plain one it is revalidated by `ETag`.
enum StaticAssets {
    static let path = "/clerk-live/assets"

    static func url(of asset: BundledAsset) -> String { "\(path)/\(asset.digestedName)" }

    static func add(to router: some RouterMethods<some RequestContext>) {
        for asset in BundledAsset.all {
            router.get("\(path)/\(asset.digestedName)") { _, _ in
                response(asset, cacheControl: "public, max-age=31536000, immutable")
            }
            router.get("\(path)/\(asset.name)") { request, _ in
                guard request.headers[.ifNoneMatch] != "\"\(asset.digest)\"" else {
                    return Response(status: .notModified, headers: [.eTag: "\"\(asset.digest)\""])
                }
                return response(asset, cacheControl: "no-cache")
            }
        }
    }

    private static func response(_ asset: BundledAsset, cacheControl: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "text/javascript; charset=utf-8", .cacheControl: cacheControl,
                .eTag: "\"\(asset.digest)\"", .xContentTypeOptions: "nosniff",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: asset.bytes)))
    }
}
