// SPDX-License-Identifier: Apache-2.0
package io.millrace.kernel;

import io.millrace.column.Block;
import io.millrace.column.BytesOut;
import io.millrace.column.BytesView;
import io.millrace.column.RowErrors;
import org.apache.flink.annotation.Internal;

/**
 * What a bound function does with values: one of a closed list of shapes, named by lanes (z
 * boolean, l long, d double, b bytes, o object; the last letter is the result). Kernels of these
 * shapes never see a null; the loop that drives them does that. They may throw {@link
 * io.millrace.column.EvaluationError} for a row that has no answer. Stateless and thread-safe, but
 * for shapes that are given scratch.
 */
@Internal
public sealed interface Kernel {
  /**
   * The value as it is, between types that one lane carries alike. Only ever the form {@link
   * Blocks#byValue} of a kernel.
   */
  enum Same implements Kernel {
    SAME
  }

  /**
   * A kernel of one argument of several; the others are constants that it knows. Only ever the form
   * {@link Blocks#byValue} of a kernel.
   */
  record Alone(int argument, Kernel kernel) implements Kernel {}

  /** One boolean. Only ever the form {@link Blocks#byValue} of a kernel. */
  non-sealed interface Zz extends Kernel {
    boolean apply(boolean a);
  }

  /** One long. */
  non-sealed interface Ll extends Kernel {
    long apply(long a);
  }

  /** Two longs. */
  non-sealed interface Lll extends Kernel {
    long apply(long a, long b);
  }

  /** A long tested. */
  non-sealed interface Lz extends Kernel {
    boolean apply(long a);

    /** -1 for true, 0 for false; what loops call. */
    default long mask(long a) {
      return apply(a) ? -1 : 0;
    }
  }

  /** Two longs compared. */
  non-sealed interface Llz extends Kernel {
    boolean apply(long a, long b);

    /** -1 for true, 0 for false; what loops call. */
    default long mask(long a, long b) {
      return apply(a, b) ? -1 : 0;
    }
  }

  /** A long to a double. */
  non-sealed interface Ld extends Kernel {
    double apply(long a);
  }

  /** One double. */
  non-sealed interface Dd extends Kernel {
    double apply(double a);
  }

  /** Two doubles. */
  non-sealed interface Ddd extends Kernel {
    double apply(double a, double b);
  }

  /** A double tested. */
  non-sealed interface Dz extends Kernel {
    boolean apply(double a);

    /** -1 for true, 0 for false; what loops call. */
    default long mask(double a) {
      return apply(a) ? -1 : 0;
    }
  }

  /** Two doubles compared. */
  non-sealed interface Ddz extends Kernel {
    boolean apply(double a, double b);

    /** -1 for true, 0 for false; what loops call. */
    default long mask(double a, double b) {
      return apply(a, b) ? -1 : 0;
    }
  }

  /** A double to a long. */
  non-sealed interface Dl extends Kernel {
    long apply(double a);
  }

  /** A double and a long. */
  non-sealed interface Dld extends Kernel {
    double apply(double a, long b);
  }

  /** Bytes to bytes. */
  non-sealed interface Bb extends Kernel {
    void apply(BytesView a, BytesOut out);
  }

  /** Bytes measured. */
  non-sealed interface Bl extends Kernel {
    long apply(BytesView a);
  }

  /** Bytes tested. */
  non-sealed interface Bz extends Kernel {
    boolean apply(BytesView a);
  }

  /** Two bytes compared. */
  non-sealed interface Bbz extends Kernel {
    boolean apply(BytesView a, BytesView b);
  }

  /** A place of bytes in bytes. */
  non-sealed interface Bbl extends Kernel {
    long apply(BytesView a, BytesView b);
  }

  /** Two bytes joined. */
  non-sealed interface Bbb extends Kernel {
    void apply(BytesView a, BytesView b, BytesOut out);
  }

  /** Three bytes joined. */
  non-sealed interface Bbbb extends Kernel {
    void apply(BytesView a, BytesView b, BytesView c, BytesOut out);
  }

  /** Bytes and a long. */
  non-sealed interface Blb extends Kernel {
    void apply(BytesView a, long b, BytesOut out);
  }

  /** Bytes and two longs. */
  non-sealed interface Bllb extends Kernel {
    void apply(BytesView a, long b, long c, BytesOut out);
  }

  /** A long written as bytes. */
  non-sealed interface Lb extends Kernel {
    void apply(long a, BytesOut out);
  }

  /** One object. */
  non-sealed interface Oo extends Kernel {
    Object apply(Object a);
  }

  /**
   * Anything, a row at a time: reads {@code row} of the arguments, writes {@code row} of {@code
   * out}, whose value is not null unless set so.
   */
  non-sealed interface Row extends Kernel {
    void apply(Block[] args, int row, Block out);
  }

  /**
   * A whole block in one plain loop. The validity of {@code out} is set beforehand to what the
   * arguments' nulls give; a kernel that can fail leaves rows alone that are null there and marks
   * those that fail.
   */
  non-sealed interface Blocks extends Kernel {
    void apply(Block[] args, Block out, int rows, RowErrors errors);

    /**
     * What this does to each row, as a kernel of values that fails with the same messages; this
     * itself if there is no such form.
     */
    default Kernel byValue() {
      return this;
    }

    /** Whether a row costs about as much as an addition does, though it may be none of numbers. */
    default boolean isCheap() {
      return false;
    }

    /** This, with {@code kernel} as its form by value. */
    default Blocks byValue(Kernel kernel) {
      return new TwoForms(this, kernel);
    }
  }

  /** A loop over blocks and what it does to one row. */
  record TwoForms(Blocks blocks, Kernel byValue) implements Blocks {
    @Override
    public void apply(Block[] args, Block out, int rows, RowErrors errors) {
      blocks.apply(args, out, rows, errors);
    }
  }
}
