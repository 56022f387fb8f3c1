// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.Limits;
import io.millrace.column.Block;
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
class Bounded implements Accumulator {
  private final String name;
  private final Growing growing;
  private final long most;

  /** At most so many bytes are kept; where a slot is closed, minus what it would have had. */
  private long[] held = new long[0];

  /** The state of no rows. */
  private List<Object> none;

  Bounded(String name, Growing growing, long most) {
    this.name = name;
    this.growing = growing;
    this.most = most;
  }

  /** The same where its states do not grow. */
  static Accumulator of(String name, Accumulator accumulator) {
    if (!(accumulator instanceof Growing growing)) {
      return accumulator;
    }
    long most = Limits.DEFAULT.of(growing.limit());
    return growing instanceof Reversible reversible
        ? new BoundedReversible(name, growing, reversible, most)
        : new Bounded(name, growing, most);
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
      updateSome(args, slots, rows);
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
    } else if (held[to] >= 0) {
      updateSome(args, slots, rows);
    }
  }

  /** Whether all rows have room whatever is kept of them; else nothing is reserved. */
  private boolean reserve(Block[] args, int[] slots, int rows) {
    long each = fixed(args);
    boolean room = true;
    int reserved = 0;
    while (room && reserved < rows) {
      int to = slots[reserved];
      room = held[to] >= 0;
      if (room) {
        held[to] += each == 0 ? bytes(args, reserved) : each;
        reserved++;
        room = held[to] <= most;
      }
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

  /** Leaves out the rows of slots that are closed, and asks what is kept before it closes one. */
  private void updateSome(Block[] args, int[] slots, int rows) {
    Pending pending = new Pending(args, rows);
    for (int i = 0; i < rows; i++) {
      int to = slots[i];
      if (held[to] >= 0) {
        long more = bytes(args, i);
        if (held[to] + more > most) {
          pending.flush();
          held[to] = growing.heldBytes(to);
        }
        held[to] += more;
        if (held[to] > most) {
          close(to, held[to]);
        } else {
          pending.add(i, to);
        }
      }
    }
    pending.flush();
  }

  /** Rows that have room and are not in their slots yet. */
  private final class Pending {
    private final Block[] args;
    private final Block[] some;
    private final int[] chosen;
    private final int[] slots;
    private int count;

    Pending(Block[] args, int rows) {
      this.args = args;
      some = new Block[args.length];
      for (int i = 0; i < some.length; i++) {
        some[i] = Block.of(args[i].lane(), rows);
      }
      chosen = new int[rows];
      slots = new int[rows];
    }

    void add(int row, int slot) {
      chosen[count] = row;
      slots[count++] = slot;
    }

    void flush() {
      if (count > 0) {
        for (int i = 0; i < some.length; i++) {
          some[i].gather(args[i], chosen, count);
        }
        growing.update(some, slots, count);
        count = 0;
      }
    }
  }

  private void close(int of, long bytes) {
    growing.load(of, none);
    held[of] = -bytes;
  }

  @Override
  public Optional<Retractable> sliding() {
    return growing.sliding();
  }

  @Override
  public Accumulator running() {
    return growing.running();
  }

  @Override
  public long heldBytes(int of) {
    return growing.heldBytes(of);
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

  final boolean isOpen(int slot) {
    return held[slot] >= 0;
  }

  final void weigh(int of) {
    held[of] = growing.heldBytes(of);
    if (held[of] > most) {
      close(of, held[of]);
    }
  }

  @Override
  public void result(int of, Block out, int to) {
    if (held[of] < 0) {
      throw Growing.excess(growing.limit(), name, -held[of]);
    }
    growing.result(of, out, to);
  }
}
