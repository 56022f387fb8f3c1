// SPDX-License-Identifier: Apache-2.0
package io.millrace.signing;

import io.millrace.MillraceException;
import io.millrace.command.CommandLine;
import io.millrace.command.Lines;
import io.millrace.command.Outcome;
import io.millrace.trust.Algorithm;
import io.millrace.trust.KeySet;
import io.millrace.trust.SigningKey;
import io.millrace.trust.TrustedKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.flink.annotation.Internal;

/** {@code ./millrace keys}: makes keys and says in a key set what they are good for. */
@Internal
public final class Keys {
  static final String HELP =
      """
      usage: ./millrace keys new ID [--algorithm Ed25519|HMAC-SHA256] [--keys FILE] [--out FILE]
             ./millrace keys activate|retire|revoke ID [--keys FILE]
             ./millrace keys list [--keys FILE]

        new       a private key, readable by its owner only, in --out (ID.key); what verifies it
                  goes into the key set --keys (keys.json), which is made if it is not there
        retire    rules that it signed stay, new ones are refused
        revoke    rules that it signed go
      """;

  private Keys() {}

  public static void main(String[] args) {
    System.exit(Outcome.of(() -> run(args, System.out::println)));
  }

  static int run(String[] args, Lines out) throws CommandLine.Refused, IOException {
    if (args.length == 0 || args[0].equals("--help")) {
      out.println(HELP.stripTrailing());
      return args.length == 0 ? 2 : 0;
    }
    CommandLine line = CommandLine.parse(args, Set.of("--algorithm", "--keys", "--out"));
    Path file = Path.of(line.one("--keys", "keys.json"));
    String command = line.words().isEmpty() ? "" : line.words().get(0);
    switch (command) {
      case "new" -> make(line, file, out);
      case "activate" -> change(line, file, TrustedKey.Status.ACTIVE, out);
      case "retire" -> change(line, file, TrustedKey.Status.RETIRED, out);
      case "revoke" -> change(line, file, TrustedKey.Status.REVOKED, out);
      case "list" -> KeyFiles.readSet(file).keys().forEach(key -> out.println(key.toString()));
      default ->
          throw new CommandLine.Refused(
              "Cannot do \"keys %s\": expected new, activate, retire, revoke or list"
                  .formatted(command));
    }
    return 0;
  }

  private static void make(CommandLine line, Path file, Lines out)
      throws CommandLine.Refused, IOException {
    String id = id(line);
    Path secret = Path.of(line.one("--out", id + ".key"));
    boolean isThere = Files.exists(file);
    KeySet keys = isThere ? KeyFiles.readSet(file) : KeySet.of();
    if (keys.key(id).isPresent()) {
      throw new CommandLine.Refused(
          "Cannot make key: %s has \"%s\" already; choose another id".formatted(file, id));
    }
    SigningKey key;
    KeySet next;
    try {
      Algorithm algorithm = Algorithm.of(line.one("--algorithm", Algorithm.ED25519.spelled()));
      key = SigningKey.generate(id, algorithm);
      next = keys.with(key.trusted());
      if (algorithm == Algorithm.HMAC_SHA256) {
        next = next.withSecretFile(id, beside(file, secret));
      }
    } catch (MillraceException e) {
      throw new CommandLine.Refused(e.getMessage());
    }
    KeyFiles.write(key, secret);
    KeyFiles.writeSet(next, file);
    out.println("private key: %s, keep it to yourself".formatted(secret));
    out.println("key set: %s, for --trust signed:%s".formatted(file, file));
  }

  /** How a key set names the file of a shared secret. */
  private static String beside(Path file, Path secret) throws CommandLine.Refused {
    Path folder = file.toAbsolutePath().getParent();
    if (!folder.equals(secret.toAbsolutePath().getParent())) {
      throw new CommandLine.Refused(
          "Cannot make key: the shared secret %s does not lie beside %s, where verifiers look"
              .formatted(secret, file));
    }
    return secret.getFileName().toString();
  }

  private static void change(CommandLine line, Path file, TrustedKey.Status status, Lines out)
      throws CommandLine.Refused, IOException {
    KeySet keys = KeyFiles.readSet(file);
    String id = id(line);
    TrustedKey key =
        keys.key(id)
            .orElseThrow(
                () ->
                    new CommandLine.Refused(
                        "Cannot find key \"%s\" in %s: found %s".formatted(id, file, keys)));
    if (key.status() == TrustedKey.Status.REVOKED && status != TrustedKey.Status.REVOKED) {
      throw new CommandLine.Refused(
          "Cannot take back that key \"%s\" is revoked: jobs remember it; make a new key"
              .formatted(id));
    }
    KeyFiles.writeSet(keys.with(key.withStatus(status)), file);
    out.println(key.withStatus(status).toString());
  }

  private static String id(CommandLine line) throws CommandLine.Refused {
    if (line.words().size() != 2 || !line.words().get(1).matches("[A-Za-z0-9._-]{1,64}")) {
      throw new CommandLine.Refused(
          "Cannot do \"keys %s\": expected one id of letters, digits, dots and dashes"
              .formatted(String.join(" ", line.words())));
    }
    return line.words().get(1);
  }
}
