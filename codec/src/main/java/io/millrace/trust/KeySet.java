// SPDX-License-Identifier: Apache-2.0
package io.millrace.trust;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.flink.annotation.PublicEvolving;

/**
 * The keys that a receiver trusts, and what it asks of signatures. Its file holds no private keys,
 * and names the files that shared secrets are in:
 *
 * <pre>{@code
 * {"format":1,"threshold":1,"sign":"code","keys":[
 *   {"id":"ann","algorithm":"Ed25519","status":"ACTIVE","public":"MCowBQYDK2VwAyEA…"},
 *   {"id":"gateway","algorithm":"HMAC-SHA256","status":"RETIRED","secretFile":"gateway.key"}],
 *  "allow":{"functions":["risk"],"families":["DFJVUDF"],"packages":["com.acme.rules"]}}
 * }</pre>
 *
 * {@code threshold}, {@code sign} ({@code code} or {@code all}) and {@code allow} may be left out.
 * An id, and a key, is there once: so that no key is of two algorithms, and none counts twice.
 * Immutable.
 */
@PublicEvolving
public final class KeySet implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String FILE = "key set";
  private static final int FORMAT = 1;
  private static final String SECRET_FILE = "secretFile";

  /** What has to be signed. */
  public enum Sign {
    /** What brings functions along. */
    CODE,
    /** Everything. */
    ALL
  }

  private final LinkedHashMap<String, TrustedKey> keys = new LinkedHashMap<>();
  private final LinkedHashMap<String, String> secretFiles = new LinkedHashMap<>();
  private final int threshold;
  private final Sign sign;
  private final AllowList allowed;

  private KeySet(
      List<TrustedKey> keys,
      Map<String, String> secretFiles,
      int threshold,
      Sign sign,
      AllowList allowed) {
    for (TrustedKey key : keys) {
      for (TrustedKey other : this.keys.values()) {
        if (key.isSameAs(other) || key.isConfusedWith(other)) {
          throw JsonObject.malformed(
              FILE, "the same key as \"%s\" and \"%s\"".formatted(other.id(), key.id()), "once");
        }
      }
      if (this.keys.put(key.id(), key) != null) {
        throw JsonObject.malformed(FILE, "key \"" + key.id() + "\" twice", "once");
      }
    }
    this.secretFiles.putAll(secretFiles);
    this.threshold = threshold;
    this.sign = sign;
    this.allowed = allowed;
    if (threshold < 1) {
      throw JsonObject.malformed(FILE, "threshold " + threshold, "at least 1");
    }
  }

  /** One signature is enough, code has to be signed, and any that is may come. */
  public static KeySet of(TrustedKey... keys) {
    return new KeySet(List.of(keys), Map.of(), 1, Sign.CODE, AllowList.ANY);
  }

  /**
   * From its file. Throws MALFORMED_JSON or MALFORMED_BYTES.
   *
   * @param files gives the text of a file that the key set names
   */
  public static KeySet parse(String text, UnaryOperator<String> files) {
    JsonObject json =
        JsonObject.parse(FILE, text).only(Set.of("format", "threshold", "sign", "keys", "allow"));
    if (json.integer("format", 1) != FORMAT) {
      throw JsonObject.malformed(
          FILE, "format " + json.integer("format", 1), String.valueOf(FORMAT));
    }
    List<TrustedKey> keys = new ArrayList<>();
    Map<String, String> secretFiles = new LinkedHashMap<>();
    for (JsonObject each : json.objects("keys")) {
      keys.add(key(each, files));
      if (each.has(SECRET_FILE)) {
        secretFiles.put(each.text("id"), each.text(SECRET_FILE));
      }
    }
    return new KeySet(
        keys,
        secretFiles,
        json.has("threshold") ? json.small("threshold", 1) : 1,
        json.has("sign") ? sign(json.text("sign")) : Sign.CODE,
        json.has("allow") ? allowed(json.object("allow")) : AllowList.ANY);
  }

  /** Files that it names lie beside it. Throws MALFORMED_JSON, MALFORMED_BYTES. */
  public static KeySet read(Path file) throws IOException {
    try {
      return parse(
          Files.readString(file),
          name -> {
            try {
              return Files.readString(file.resolveSibling(name));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static TrustedKey key(JsonObject json, UnaryOperator<String> files) {
    json.only(Set.of("id", "algorithm", "status", "public", SECRET_FILE));
    Algorithm algorithm = Algorithm.of(json.text("algorithm"));
    TrustedKey.Status status = status(json.text("status"));
    String id = json.text("id");
    return switch (algorithm) {
      case ED25519 -> new TrustedKey(id, algorithm, status, json.bytes("public"));
      case HMAC_SHA256 -> {
        TrustedKey secret = SigningKey.parse(files.apply(json.text(SECRET_FILE))).trusted();
        if (secret.algorithm() != algorithm || !secret.id().equals(id)) {
          throw JsonObject.malformed(FILE, secret + " in the file of \"" + id + "\"", "its secret");
        }
        yield secret.withStatus(status);
      }
    };
  }

  private static TrustedKey.Status status(String text) {
    for (TrustedKey.Status each : TrustedKey.Status.values()) {
      if (each.name().equals(text)) {
        return each;
      }
    }
    throw JsonObject.malformed(
        FILE, "status \"" + text + "\"", List.of(TrustedKey.Status.values()).toString());
  }

  private static Sign sign(String text) {
    return switch (text) {
      case "code" -> Sign.CODE;
      case "all" -> Sign.ALL;
      default -> throw JsonObject.malformed(FILE, "sign \"" + text + "\"", "code or all");
    };
  }

  private static AllowList allowed(JsonObject json) {
    json.only(Set.of("functions", "families", "packages"));
    return new AllowList(
        allowed(json, "functions"), allowed(json, "families"), allowed(json, "packages"));
  }

  /** An empty list would let everything through where its author meant nothing. */
  private static List<String> allowed(JsonObject json, String field) {
    if (!json.has(field)) {
      return List.of();
    }
    List<String> texts = json.texts(field);
    if (texts.isEmpty()) {
      throw JsonObject.malformed(
          FILE, "\"" + field + "\" that allows nothing", "a name, or no such field for any");
    }
    return texts;
  }

  /** Its file. */
  public String text() {
    JsonText json =
        new JsonText()
            .field("format", FORMAT)
            .field("threshold", threshold)
            .field("sign", sign == Sign.ALL ? "all" : "code")
            .objects("keys", keys.values().stream().map(this::text).toList(), "\n  ");
    if (!allowed.equals(AllowList.ANY)) {
      JsonText lists = new JsonText();
      put(lists, "functions", allowed.functions());
      put(lists, "families", allowed.families());
      put(lists, "packages", allowed.packages());
      json.object("allow", lists.end());
    }
    return json.end() + "\n";
  }

  private static void put(JsonText json, String field, List<String> values) {
    if (!values.isEmpty()) {
      json.field(field, values);
    }
  }

  private String text(TrustedKey key) {
    JsonText json =
        new JsonText()
            .field("id", key.id())
            .field("algorithm", key.algorithm().spelled())
            .field("status", key.status().name());
    return switch (key.algorithm()) {
      case ED25519 ->
          json.field("public", Base64.getEncoder().encodeToString(key.material())).end();
      case HMAC_SHA256 ->
          json.field(SECRET_FILE, secretFiles.getOrDefault(key.id(), key.id() + ".key")).end();
    };
  }

  /** With one more key, or the same with another status. */
  public KeySet with(TrustedKey key) {
    LinkedHashMap<String, TrustedKey> next = new LinkedHashMap<>(keys);
    next.put(key.id(), key);
    return new KeySet(List.copyOf(next.values()), secretFiles, threshold, sign, allowed);
  }

  /**
   * With the name of the file that holds the secret of a key.
   *
   * @param file beside that of the key set
   */
  public KeySet withSecretFile(String id, String file) {
    LinkedHashMap<String, String> files = new LinkedHashMap<>(secretFiles);
    files.put(id, file);
    return new KeySet(List.copyOf(keys.values()), files, threshold, sign, allowed);
  }

  /** What tells the keys that are revoked from all others, without giving a secret away. */
  public Set<String> revokedFingerprints() {
    return keys.values().stream()
        .filter(key -> key.status() == TrustedKey.Status.REVOKED)
        .map(TrustedKey::fingerprint)
        .collect(Collectors.toSet());
  }

  /** With keys revoked, whatever it says of them. */
  public KeySet withRevoked(Set<String> fingerprints) {
    List<TrustedKey> next =
        keys.values().stream()
            .map(
                key ->
                    fingerprints.contains(key.fingerprint())
                        ? key.withStatus(TrustedKey.Status.REVOKED)
                        : key)
            .toList();
    return new KeySet(next, secretFiles, threshold, sign, allowed);
  }

  /** How many keys have to sign. */
  public KeySet withThreshold(int newThreshold) {
    return new KeySet(List.copyOf(keys.values()), secretFiles, newThreshold, sign, allowed);
  }

  public KeySet withSign(Sign newSign) {
    return new KeySet(List.copyOf(keys.values()), secretFiles, threshold, newSign, allowed);
  }

  public KeySet withAllowed(AllowList list) {
    return new KeySet(List.copyOf(keys.values()), secretFiles, threshold, sign, list);
  }

  public Optional<TrustedKey> key(String id) {
    return Optional.ofNullable(keys.get(id));
  }

  public List<TrustedKey> keys() {
    return List.copyOf(keys.values());
  }

  public int threshold() {
    return threshold;
  }

  public Sign sign() {
    return sign;
  }

  public AllowList allowed() {
    return allowed;
  }

  @Override
  public String toString() {
    return keys.values().toString();
  }
}
