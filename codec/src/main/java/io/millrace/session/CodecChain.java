// SPDX-License-Identifier: Apache-2.0
package io.millrace.session;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.Bytes;
import io.millrace.udf.PayloadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The extension codecs of a session, in the order in which they were installed. Immutable. */
final class CodecChain {
  static final CodecChain EMPTY = new CodecChain(List.of());

  private static final String OF_THIS_SESSION = "anon:";

  private record Link(String id, ExtensionCodec codec) {}

  private final List<Link> links;

  private CodecChain(List<Link> links) {
    this.links = List.copyOf(links);
  }

  /**
   * @param id null for the codec's own
   * @throws MillraceException NOT_ALLOWED_HERE for an id that is there
   */
  CodecChain with(ExtensionCodec codec, String id) {
    String under =
        id != null
            ? id
            : codec
                .codecId()
                .orElseGet(() -> OF_THIS_SESSION + UUID.randomUUID().toString().replace("-", ""));
    if (ids().contains(under)) {
      throw new MillraceException(
          ErrorCode.NOT_ALLOWED_HERE,
          "Cannot install codec: An extension codec with id '"
              + under
              + "' is already installed on this session, expected another id");
    }
    List<Link> longer = new ArrayList<>(links);
    longer.add(new Link(under, codec));
    return new CodecChain(longer);
  }

  List<String> ids() {
    return links.stream().map(Link::id).toList();
  }

  /**
   * What the first codec wrote that claims a thing, in its envelope; empty if none does.
   *
   * @throws MillraceException UNSUPPORTED_EXPRESSION if none does and one failed
   */
  Optional<Bytes> encode(ExtensionKind kind, Object thing) {
    List<Exception> failures = new ArrayList<>();
    for (Link link : links) {
      try {
        Optional<Bytes> bytes = link.codec.encode(kind, thing);
        if (bytes.isPresent() && bytes.get().length() > 0) {
          return Optional.of(new ChainEnvelope(link.id, bytes.get()).bytes());
        }
      } catch (Exception e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      MillraceException failed =
          new MillraceException(
              ErrorCode.UNSUPPORTED_EXPRESSION,
              "Cannot encode "
                  + kind
                  + ": No installed extension codec handled "
                  + kind
                  + ": "
                  + String.join("; ", failures.stream().map(Exception::getMessage).toList()),
              failures.get(0));
      failures.stream().skip(1).forEach(failed::addSuppressed);
      throw failed;
    }
    return Optional.empty();
  }

  /**
   * What the codec that the envelope names makes of it; what it throws is thrown.
   *
   * @throws MillraceException UNKNOWN_NAME for a codec that is not installed, MALFORMED_BYTES or
   *     UNSUPPORTED_EXPRESSION for bytes that are no envelope
   */
  Object decode(ExtensionKind kind, String name, Bytes bytes) {
    ChainEnvelope envelope = ChainEnvelope.of(bytes);
    for (Link link : links) {
      if (link.id.equals(envelope.codecId())) {
        return decoded(link, kind, name, envelope.payload());
      }
    }
    throw new MillraceException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot decode "
            + kind
            + ": "
            + kind
            + " was encoded by extension codec '"
            + envelope.codecId()
            + "', which is not installed on this session ("
            + (links.isEmpty()
                ? "no extension codecs are installed on this session"
                : "installed: " + String.join(", ", ids()))
            + ")"
            + hint(envelope.codecId()));
  }

  private static String hint(String id) {
    return id.startsWith(OF_THIS_SESSION)
        ? "; that id holds for the session only that encoded it, expected a codec with a codecId or"
            + " installed under one"
        : "";
  }

  /** What the first codec makes that knows the name of a function that came without bytes. */
  Object find(ExtensionKind kind, String name) {
    for (Link link : links) {
      Object found = decoded(link, kind, name, Bytes.EMPTY);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static Object decoded(Link link, ExtensionKind kind, String name, Bytes payload) {
    try {
      return link.codec.decode(kind, name, payload);
    } catch (MillraceException e) {
      throw e;
    } catch (Exception e) {
      throw new MillraceException(
          ErrorCode.UNSUPPORTED_EXPRESSION,
          "Cannot decode " + kind + ": extension codec '" + link.id + "' failed: " + e.getMessage(),
          e);
    }
  }

  static boolean isEnvelope(Bytes bytes) {
    return PayloadKind.of(bytes) == PayloadKind.CHAIN;
  }
}
