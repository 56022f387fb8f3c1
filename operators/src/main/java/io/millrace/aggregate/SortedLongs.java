// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import java.util.Arrays;

/**
 * Longs in order, each as often as it was added. They lie in short sorted runs, of which binary
 * search finds one, so that a change moves no more than a run.
 */
final class SortedLongs {
  private static final int RUN = 512;
  private static final int SHORT = 8;

  private long[][] runs = {new long[SHORT]};
  private int[] counts = new int[1];
  private int used = 1;
  private int size;

  int size() {
    return size;
  }

  /** There must be one. */
  long first() {
    return runs[0][0];
  }

  /** There must be one. */
  long last() {
    return runs[used - 1][counts[used - 1] - 1];
  }

  void add(long value) {
    int run = runOf(value);
    if (counts[run] == runs[run].length && counts[run] < RUN) {
      runs[run] = Arrays.copyOf(runs[run], 2 * counts[run]);
    } else if (counts[run] == RUN) {
      split(run);
      if (value > last(run)) {
        run++;
      }
    }
    int place = Arrays.binarySearch(runs[run], 0, counts[run], value);
    place = place < 0 ? -place - 1 : place;
    System.arraycopy(runs[run], place, runs[run], place + 1, counts[run] - place);
    runs[run][place] = value;
    counts[run]++;
    size++;
  }

  /** It must be there. */
  void remove(long value) {
    int run = runOf(value);
    int place = Arrays.binarySearch(runs[run], 0, counts[run], value);
    System.arraycopy(runs[run], place + 1, runs[run], place, counts[run] - place - 1);
    size--;
    if (--counts[run] == 0 && used > 1) {
      drop(run);
    }
  }

  /** The first run that does not end before a value; the last if all do. */
  private int runOf(long value) {
    int low = 0;
    int high = used - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (last(middle) < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private long last(int run) {
    return runs[run][counts[run] - 1];
  }

  private void split(int run) {
    if (used == runs.length) {
      runs = Arrays.copyOf(runs, 2 * used);
      counts = Arrays.copyOf(counts, 2 * used);
    }
    System.arraycopy(runs, run + 1, runs, run + 2, used - run - 1);
    System.arraycopy(counts, run + 1, counts, run + 2, used - run - 1);
    long[] upper = new long[RUN];
    System.arraycopy(runs[run], RUN / 2, upper, 0, RUN / 2);
    runs[run + 1] = upper;
    counts[run] = RUN / 2;
    counts[run + 1] = RUN / 2;
    used++;
  }

  private void drop(int run) {
    used--;
    System.arraycopy(runs, run + 1, runs, run, used - run);
    System.arraycopy(counts, run + 1, counts, run, used - run);
    runs[used] = null;
  }

  /** In order. */
  long[] toArray() {
    long[] all = new long[size];
    int filled = 0;
    for (int run = 0; run < used; run++) {
      System.arraycopy(runs[run], 0, all, filled, counts[run]);
      filled += counts[run];
    }
    return all;
  }
}
