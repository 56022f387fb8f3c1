// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.Limits;
import io.millrace.column.Block;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Keeps frames that slide within a limit. A slot that is over it has no result; one that is far
 * over it gives its rows up, and has none until these have left the frame: those that came later
 * are all there is in it then. State: that of the accumulator.
 */
final class BoundedFrame implements Retractable {
  /** So many rows never leave: those of a state, which does not say how many they were. */
  private static final long FOREVER = Long.MAX_VALUE / 2;

  private final String name;
  private final Growing growing;
  private final Retractable frames;
  private final long most;

  /** By slot: how many rows are kept, how many were given up that are still in the frame. */
  private long[] kept = new long[0];

  private long[] lost = new long[0];

  /** How many bytes there were when rows were given up the last time. */
  private long[] excess = new long[0];

  /** Of no rows. */
  private List<Object> none;

  private BoundedFrame(String name, Growing growing, Retractable frames, long most) {
    this.name = name;
    this.growing = growing;
    this.frames = frames;
    this.most = most;
  }

  /** The same where what it keeps does not grow with the rows of a frame. */
  static Retractable of(String name, Retractable frames) {
    return frames instanceof Growing growing
        ? of(name, frames, Limits.DEFAULT.of(growing.limit()))
        : frames;
  }

  static Retractable of(String name, Retractable frames, long most) {
    return new BoundedFrame(name, (Growing) frames, frames, most);
  }

  Retractable frames() {
    return frames;
  }

  @Override
  public void resize(int count) {
    frames.resize(count);
    kept = Arrays.copyOf(kept, count);
    lost = Arrays.copyOf(lost, count);
    excess = Arrays.copyOf(excess, count);
    if (none == null && count > 0) {
      none = frames.frame(0);
    }
  }

  @Override
  public void update(Block[] args, int[] slots, int rows) {
    frames.update(args, slots, rows);
    for (int i = 0; i < rows; i++) {
      kept[slots[i]]++;
    }
    for (int i = 0; i < rows; i++) {
      weigh(slots[i]);
    }
  }

  @Override
  public void updateOne(Block[] args, int[] slots, int rows) {
    frames.updateOne(args, slots, rows);
    kept[slots[0]] += rows;
    weigh(slots[0]);
  }

  /** Twice as much may be there where a frame jumps: what is new comes before the rest leaves. */
  private void weigh(int slot) {
    long bytes = growing.heldBytes(slot);
    if (bytes > 2 * most) {
      giveUp(slot, kept[slot], bytes);
    }
  }

  private void giveUp(int slot, long rows, long bytes) {
    frames.loadFrame(slot, none);
    lost[slot] = Math.min(FOREVER, lost[slot] + rows);
    kept[slot] = 0;
    excess[slot] = bytes;
  }

  @Override
  public void retract(Block[] args, int[] slots, int rows) {
    int given = 0;
    int[] chosen = new int[0];
    for (int i = 0; i < rows; i++) {
      if (lost[slots[i]] > 0) {
        lost[slots[i]]--;
        if (chosen.length == 0) {
          chosen = rowsBefore(i, rows);
        }
      } else {
        kept[slots[i]]--;
        if (chosen.length > 0) {
          chosen[given] = i;
        }
        given++;
      }
    }
    if (given == rows) {
      frames.retract(args, slots, rows);
    } else if (given > 0) {
      frames.retract(gather(args, chosen, given), gather(slots, chosen, given), given);
    }
  }

  private static int[] rowsBefore(int row, int rows) {
    int[] all = new int[rows];
    for (int i = 0; i < row; i++) {
      all[i] = i;
    }
    return all;
  }

  private static Block[] gather(Block[] args, int[] chosen, int count) {
    Block[] some = new Block[args.length];
    for (int i = 0; i < some.length; i++) {
      some[i] = Block.of(args[i].lane(), count);
      some[i].gather(args[i], chosen, count);
    }
    return some;
  }

  private static int[] gather(int[] slots, int[] chosen, int count) {
    return Arrays.stream(chosen, 0, count).map(row -> slots[row]).toArray();
  }

  @Override
  public Optional<Retractable> sliding() {
    return frames.sliding().map(each -> of(name, each, most));
  }

  @Override
  public long heldBytes(int slot) {
    return growing.heldBytes(slot);
  }

  /** Throws EvaluationError while rows that were given up are in the frame. */
  @Override
  public List<Object> state(int slot) {
    requireAll(slot);
    return frames.state(slot);
  }

  @Override
  public void load(int slot, List<Object> state) {
    clear(slot);
    frames.load(slot, state);
    weighState(slot);
  }

  @Override
  public void merge(int slot, List<Object> state) {
    frames.merge(slot, state);
    weighState(slot);
  }

  private void weighState(int slot) {
    if (growing.heldBytes(slot) > most) {
      giveUp(slot, FOREVER, growing.heldBytes(slot));
    }
  }

  private void clear(int slot) {
    kept[slot] = 0;
    lost[slot] = 0;
    excess[slot] = 0;
  }

  /** How many rows are kept, how many were given up, their bytes; then the accumulator's own. */
  @Override
  public List<Object> frame(int slot) {
    List<Object> frame = new ArrayList<>(List.of(kept[slot], lost[slot], excess[slot]));
    frame.addAll(frames.frame(slot));
    return frame;
  }

  @Override
  public void loadFrame(int slot, List<Object> frame) {
    kept[slot] = (Long) frame.get(0);
    lost[slot] = (Long) frame.get(1);
    excess[slot] = (Long) frame.get(2);
    frames.loadFrame(slot, frame.subList(3, frame.size()));
  }

  /** Throws the same, and where what is kept is too large. */
  @Override
  public void result(int slot, Block out, int row) {
    requireAll(slot);
    frames.result(slot, out, row);
  }

  private void requireAll(int slot) {
    long bytes = lost[slot] > 0 ? excess[slot] : growing.heldBytes(slot);
    if (lost[slot] > 0 || bytes > most) {
      throw Growing.excess(growing.limit(), name, bytes);
    }
  }
}
