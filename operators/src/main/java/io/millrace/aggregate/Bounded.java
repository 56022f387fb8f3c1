// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.column.Block;
import io.millrace.column.EvaluationError;
import io.millrace.column.HeldBytes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Keeps states that grow within a limit. A slot that would go over it gives its values up before
 * they take more memory, and has no result whatever comes after. State: that of the accumulator, or
 * the number of bytes that there would have been.
 *
 * <p>What comes is added up; only when that goes over the limit, the accumulator is asked what it
 * has kept of it.
 */
final class Bounded implements Accumulator {
  private final String name;
  private final Growing growing;
  private final long most;

  /** At most so many bytes are kept; where a slot is closed, minus what it would have had. */
  private long[] held = new long[0];

  private boolean anyClosed;

  /** The state of no rows. */
  private List<Object> none;

  private final int[] row = new int[1];
  private final int[] slot = new int[1];

  Bounded(String name, Growing growing, long most) {
    this.name = name;
    this.growing = growing;
    this.most = most;
  }

  /** The same where its states do not grow. */
  static Accumulator of(String name, Accumulator accumulator) {
    return accumulator instanceof Growing growing
        ? new Bounded(name, growing, Limits.DEFAULT.of(growing.limit()))
        : accumulator;
  }

  Growing growing() {
    return growing;
  }

  @Override
  public void resize(int count) {
    growing.resize(count);
    held = Arrays.copyOf(held, count);
    if (none == null && count > 0) {
      none = growing.state(0);
    }
  }

  @Override
  public void update(Block[] args, int[] slots, int rows) {
    if (reserve(args, slots, rows)) {
      growing.update(args, slots, rows);
    } else {
      oneByOne(args, slots, rows);
    }
  }

  @Override
  public void updateOne(Block[] args, int[] slots, int rows) {
    long each = fixed(args);
    long more = each * rows;
    for (int i = 0; each == 0 && i < rows; i++) {
      more += bytes(args, i);
    }
    int to = slots[0];
    if (held[to] >= 0 && held[to] + more <= most) {
      held[to] += more;
      growing.updateOne(args, slots, rows);
    } else {
      oneByOne(args, slots, rows);
    }
  }

  /** Whether all rows have room whatever is kept of them; else nothing is reserved. */
  private boolean reserve(Block[] args, int[] slots, int rows) {
    long each = fixed(args);
    boolean room = !anyClosed;
    int reserved = 0;
    while (room && reserved < rows) {
      int to = slots[reserved];
      held[to] += each == 0 ? bytes(args, reserved) : each;
      reserved++;
      room = held[to] <= most;
    }
    while (!room && reserved > 0) {
      reserved--;
      held[slots[reserved]] -= each == 0 ? bytes(args, reserved) : each;
    }
    return room;
  }

  /** What each row brings; 0 where they differ. */
  private long fixed(Block[] args) {
    long bytes = growing.bytesOfRow();
    for (Block arg : args) {
      long each = HeldBytes.fixed(arg.lane());
      if (each == 0) {
        return 0;
      }
      bytes += each;
    }
    return bytes;
  }

  private long bytes(Block[] args, int row) {
    long bytes = growing.bytesOfRow();
    for (Block arg : args) {
      bytes += HeldBytes.of(arg, row);
    }
    return bytes;
  }

  private void oneByOne(Block[] args, int[] slots, int rows) {
    Block[] only = new Block[args.length];
    for (int i = 0; i < only.length; i++) {
      only[i] = Block.of(args[i].lane(), 1);
    }
    for (int i = 0; i < rows; i++) {
      if (held[slots[i]] >= 0 && hasRoom(slots[i], bytes(args, i))) {
        row[0] = i;
        slot[0] = slots[i];
        for (int arg = 0; arg < args.length; arg++) {
          only[arg].gather(args[arg], row, 1);
        }
        growing.update(only, slot, 1);
      }
    }
  }

  private boolean hasRoom(int of, long more) {
    if (held[of] + more > most) {
      held[of] = growing.heldBytes(of);
    }
    held[of] += more;
    if (held[of] > most) {
      close(of, held[of]);
    }
    return held[of] >= 0;
  }

  private void close(int of, long bytes) {
    growing.load(of, none);
    held[of] = -bytes;
    anyClosed = true;
  }

  static EvaluationError excess(Limit limit, String name, long bytes) {
    return new EvaluationError(
        limit.code(), Limits.DEFAULT.refusal(limit, "compute " + name, bytes + " bytes of values"));
  }

  @Override
  public Optional<Retractable> sliding() {
    return growing.sliding();
  }

  @Override
  public List<Object> state(int of) {
    return held[of] < 0 ? List.of(-held[of]) : growing.state(of);
  }

  /** Whether a state is that of a slot that has given its values up. */
  static boolean isClosed(List<Object> state) {
    return state.size() == 1 && state.get(0) instanceof Long;
  }

  @Override
  public void load(int to, List<Object> state) {
    if (isClosed(state)) {
      close(to, (Long) state.get(0));
    } else {
      growing.load(to, state);
      weigh(to);
    }
  }

  @Override
  public void merge(int to, List<Object> state) {
    if (held[to] < 0) {
      return;
    }
    if (isClosed(state)) {
      close(to, (Long) state.get(0));
    } else {
      growing.merge(to, state);
      weigh(to);
    }
  }

  private void weigh(int of) {
    held[of] = growing.heldBytes(of);
    if (held[of] > most) {
      close(of, held[of]);
    }
  }

  @Override
  public void result(int of, Block out, int to) {
    if (held[of] < 0) {
      throw excess(growing.limit(), name, -held[of]);
    }
    growing.result(of, out, to);
  }
}
