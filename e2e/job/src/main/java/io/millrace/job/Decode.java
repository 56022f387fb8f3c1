// SPDX-License-Identifier: Apache-2.0
package io.millrace.job;

import io.millrace.MillraceException;
import io.millrace.expr.Expr;
import io.millrace.expr.ExprPrinter;
import io.millrace.expr.ExprTree;
import io.millrace.wire.ExprCodec;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.apache.flink.annotation.Internal;

/** Prints the expression in bytes that datafusion-python wrote, as text and as a tree. */
@Internal
public final class Decode {
  private Decode() {}

  /** The one argument is base64 text or a file; without it standard input is read. */
  public static void main(String[] args) throws IOException {
    if (args.length > 1) {
      System.err.println("Cannot decode: found %d arguments, expected one".formatted(args.length));
      System.exit(2);
    }
    try {
      print(ExprCodec.create().decode(bytes(args)), System.out);
    } catch (MillraceException refused) {
      System.err.println(refused.code() + ": " + refused.getMessage());
      System.exit(1);
    }
  }

  private static void print(Expr expr, PrintStream out) {
    String text = ExprPrinter.display(expr) + "\n\n" + ExprTree.print(expr);
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.write(utf8, 0, utf8.length);
    out.flush();
  }

  private static byte[] bytes(String[] args) throws IOException {
    if (args.length == 1 && !args[0].equals("-")) {
      // Longer text is no file name, and some file systems refuse to look.
      boolean file = args[0].length() < 256 && Files.isRegularFile(Path.of(args[0]));
      byte[] text = args[0].getBytes(StandardCharsets.UTF_8);
      return unwrapped(file ? Files.readAllBytes(Path.of(args[0])) : text);
    }
    return unwrapped(System.in.readAllBytes());
  }

  /** What base64 text stands for; other bytes are what they are. */
  private static byte[] unwrapped(byte[] bytes) {
    try {
      return Base64.getDecoder().decode(new String(bytes, StandardCharsets.ISO_8859_1).strip());
    } catch (IllegalArgumentException notBase64) {
      return bytes;
    }
  }
}
