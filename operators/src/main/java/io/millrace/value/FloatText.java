// SPDX-License-Identifier: Apache-2.0
package io.millrace.value;

import io.millrace.expr.DataType;
import io.millrace.expr.TypeId;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import org.apache.flink.annotation.Internal;

/** Floats as text: the shortest digits that read back as the same float, and the reading. */
@Internal
public final class FloatText {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");

  /** Until where digits are written out before an exponent is used. */
  private enum Width {
    SINGLE(13, -6, 6, Float.MIN_NORMAL),
    DOUBLE(16, -5, 15, Double.MIN_NORMAL);

    final int most;
    final int least;
    final int exactDigits;
    final double leastNormal;

    Width(int most, int least, int exactDigits, double leastNormal) {
      this.most = most;
      this.least = least;
      this.exactDigits = exactDigits;
      this.leastNormal = leastNormal;
    }

    boolean same(BigDecimal decimal, double value) {
      return this == SINGLE
          ? decimal.floatValue() == (float) value
          : decimal.doubleValue() == value;
    }
  }

  private FloatText() {}

  public static String of(double value) {
    return text(value, Width.DOUBLE);
  }

  public static String of(double value, DataType type) {
    return switch (type.id()) {
      case FLOAT16 -> plain(value, type);
      case FLOAT32 -> text(value, Width.SINGLE);
      case FLOAT64 -> text(value, Width.DOUBLE);
      default -> throw new AssertionError(type);
    };
  }

  private static String text(double value, Width width) {
    String special = special(value);
    if (special != null) {
      return special;
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal decimal = shortest(Math.abs(value), width);
    return (value < 0 ? "-" : "") + arranged(decimal, width);
  }

  private static String special(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    return Double.isInfinite(value) ? value > 0 ? "inf" : "-inf" : null;
  }

  private static String arranged(BigDecimal decimal, Width width) {
    String digits = decimal.unscaledValue().toString();
    int point = digits.length() - decimal.scale();
    if (point >= digits.length() && point <= width.most) {
      return digits + "0".repeat(point - digits.length()) + ".0";
    } else if (point > 0 && point <= width.most) {
      return digits.substring(0, point) + "." + digits.substring(point);
    } else if (point > width.least && point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    return digits.charAt(0) + fraction + "e" + (point - 1);
  }

  /** Without trailing zeros. Java's own digits are the shortest where they are few. */
  private static BigDecimal shortest(double value, Width width) {
    String java = width == Width.SINGLE ? Float.toString((float) value) : Double.toString(value);
    BigDecimal best = new BigDecimal(java).stripTrailingZeros();
    if (best.precision() <= width.exactDigits && value >= width.leastNormal) {
      return best;
    }
    BigDecimal exact = new BigDecimal(value);
    for (int digits = best.precision(); digits > 0; digits--) {
      BigDecimal found = rounded(exact, digits, value, width);
      if (found == null) {
        return best;
      }
      best = found.stripTrailingZeros();
    }
    return best;
  }

  private static BigDecimal rounded(BigDecimal exact, int digits, double value, Width width) {
    for (RoundingMode mode :
        new RoundingMode[] {RoundingMode.HALF_EVEN, RoundingMode.UP, RoundingMode.DOWN}) {
      BigDecimal candidate = exact.round(new MathContext(digits, mode));
      if (width.same(candidate, value)) {
        return candidate;
      }
    }
    return null;
  }

  /** Never with an exponent, and without a point where there is no fraction. */
  public static String plain(double value, DataType type) {
    String special = special(value);
    if (special != null) {
      return special;
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    Width width = type.id() == TypeId.FLOAT64 ? Width.DOUBLE : Width.SINGLE;
    return shortest(value, width).toPlainString();
  }

  /** Blanks around the number are allowed; so are inf, infinity and nan in any case. */
  public static double parse(byte[] bytes, int start, int end, DataType type) {
    String text = Utf8.trimAsciiBlanks(bytes, start, end);
    if (NUMBER.matcher(text).matches()) {
      return switch (type.id()) {
        case FLOAT16 -> Floats.toHalf(Float.parseFloat(text));
        case FLOAT32 -> Float.parseFloat(text);
        case FLOAT64 -> Double.parseDouble(text);
        default -> throw new AssertionError(type);
      };
    }
    boolean signed = text.startsWith("-") || text.startsWith("+");
    double magnitude =
        switch (Utf8.asciiLower(signed ? text.substring(1) : text)) {
          case "inf", "infinity" -> Double.POSITIVE_INFINITY;
          case "nan" -> Double.NaN;
          default -> throw Unreadable.as(bytes, start, end, type);
        };
    return text.startsWith("-") ? -magnitude : magnitude;
  }
}
