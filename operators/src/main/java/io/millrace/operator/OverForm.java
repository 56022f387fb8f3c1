// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import java.util.List;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;

/**
 * What the state of {@link OverRows} is made of, in the state itself: values in it say nothing of
 * what they are, and those of other calls would be taken for these. Each task keeps all of it.
 */
final class OverForm {
  private static final MapStateDescriptor<Integer, String> FORM =
      new MapStateDescriptor<>("form", IntSerializer.INSTANCE, StringSerializer.INSTANCE);

  private OverForm() {}

  /**
   * Keeps the form; throws MillraceException if the state that a task has been given has another.
   *
   * @param form what is kept of rows, and then the calls, each with a name in front
   */
  static void require(OperatorStateStore store, List<String> form) throws Exception {
    BroadcastState<Integer, String> kept = store.getBroadcastState(FORM);
    for (int i = 0; i < form.size(); i++) {
      String before = kept.get(i);
      if (before != null && !before.equals(form.get(i))) {
        throw refused(i, before, form.get(i));
      }
    }
    if (kept.contains(0) && count(kept) != form.size()) {
      throw refused("it has " + (count(kept) - 1) + " calls", "" + (form.size() - 1));
    }
    for (int i = 0; i < form.size(); i++) {
      kept.put(i, form.get(i));
    }
  }

  private static int count(BroadcastState<Integer, String> kept) throws Exception {
    int count = 0;
    while (kept.contains(count)) {
      count++;
    }
    return count;
  }

  private static MillraceException refused(int place, String before, String now) {
    if (place == 0) {
      return refused("other columns are kept of rows in it", "the same that expressions look at");
    }
    String call = "call " + place + " in it is ";
    return name(before).equals(name(now))
        ? refused(
            call + "a " + name(before) + " with other arguments, keys or frame", "the same as now")
        : refused(call + name(before), name(now));
  }

  private static String name(String text) {
    return text.substring(0, text.indexOf(' '));
  }

  private static MillraceException refused(String found, String expected) {
    return new MillraceException(
        ErrorCode.NOT_ALLOWED_HERE,
        "Cannot restore the state of OVER: " + found + ", expected " + expected);
  }
}
