// SPDX-License-Identifier: Apache-2.0
package org.example.risk;

import java.util.stream.Stream;

/** Functions that do not come back by themselves. */
@SuppressWarnings({"Finally", "InfiniteRecursion", "finally"})
public final class Endless {
  private Endless() {}

  public static Score loop() {
    return amount -> {
      while (true) {
        amount++;
      }
    };
  }

  public static Score quietLoop() {
    return amount -> {
      while (amount >= 0) {}
      return amount;
    };
  }

  public static Score swallowing() {
    return amount -> {
      while (true) {
        try {
          while (true) {
            amount++;
          }
        } catch (Throwable e) {
          amount--;
        }
      }
    };
  }

  public static Score swallowingInFinally() {
    return amount -> {
      for (; ; ) {
        try {
          amount += deep(amount);
        } finally {
          continue;
        }
      }
    };
  }

  public static Score answering() {
    return amount -> {
      try {
        while (true) {
          amount++;
        }
      } catch (Throwable e) {
        return "never mind";
      }
    };
  }

  public static Score recursion() {
    return Endless::deep;
  }

  public static Score swallowingRecursion() {
    return Endless::wide;
  }

  public static Score monitor() {
    return amount -> {
      while (true) {
        synchronized (Endless.class) {
          amount++;
        }
      }
    };
  }

  public static Score insideMonitor() {
    return amount -> {
      synchronized (Endless.class) {
        while (amount >= 0) {
          amount ^= 1;
        }
      }
      return amount;
    };
  }

  public static Score switching() {
    return amount -> {
      int state = 0;
      while (true) {
        switch (state) {
          case 0:
            state = 1;
            continue;
          case 1:
            state = 2;
            continue;
          default:
            state = 0;
        }
      }
    };
  }

  public static Score throughTheJvm() {
    return amount -> Stream.iterate(amount, each -> each + 1).filter(each -> each < 0).count();
  }

  private static long deep(long amount) {
    return deep(amount + 1) + 1;
  }

  /** Tries again wherever the stack ends: two to the power of its depth calls. */
  private static long wide(long amount) {
    try {
      return wide(amount + 1) + 1;
    } catch (Throwable e) {
      return wide(amount + 1);
    }
  }
}
