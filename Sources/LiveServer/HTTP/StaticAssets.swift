import HTTPTypes
import Hummingbird
import LiveAssets
import NIOCore

/// Serves the bundled JavaScript, compressed for those who ask for it.
///
/// Under its digested name, or with its digest as `v` in the query, a file is immutable and kept for a year; under its
/// plain name it is revalidated by `ETag`.
enum StaticAssets {
    static let path = "/clerk-live/assets"

    static func url(of asset: BundledAsset) -> String { "\(path)/\(asset.digestedName)" }

    static func add(to router: some RouterMethods<some RequestContext>) {
        for asset in BundledAsset.all {
            router.get("\(path)/\(asset.digestedName)") { request, _ in
                response(to: request, with: asset, isImmutable: true)
            }
            router.get("\(path)/\(asset.name)") { request, _ in
                response(to: request, with: asset, isImmutable: request.uri.queryParameters["v"] == asset.digest[...])
            }
        }
    }

    private static func response(to request: Request, with asset: BundledAsset, isImmutable: Bool) -> Response {
        let gzipped = ContentCoding.acceptsGzip(request.headers[.acceptEncoding]) ? asset.gzipped : nil
        // Two representations of one thing, so two tags (RFC 9110 §8.8.3.3).
        let tag = gzipped == nil ? "\"\(asset.digest)\"" : "\"\(asset.digest)-gzip\""
        var headers: HTTPFields = [
            .cacheControl: isImmutable ? "public, max-age=31536000, immutable" : "no-cache",
            .eTag: tag, .vary: "Accept-Encoding",
        ]
        let known = request.headers[.ifNoneMatch] ?? ""
        guard !known.split(separator: ",").contains(where: { $0.drop(while: \.isWhitespace).hasSuffix(tag) }) else {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = "text/javascript; charset=utf-8"
        headers[.xContentTypeOptions] = "nosniff"
        headers[.contentEncoding] = gzipped.map { _ in "gzip" }
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: gzipped ?? asset.bytes)))
    }
}
