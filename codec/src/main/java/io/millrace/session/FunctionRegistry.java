// SPDX-License-Identifier: Apache-2.0
package io.millrace.session;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.function.FunctionKind;
import io.millrace.udf.UserFunction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The functions that users registered, by kind and exact name; shared by handles on one session.
 */
final class FunctionRegistry {
  /** Whether functions can be registered. */
  enum Access {
    OPEN,
    /** That of all tasks of a JVM. */
    SEALED
  }

  private record Key(FunctionKind kind, String name) {}

  /** What one key had and got; null for no function. */
  private record Change(Key key, UserFunction before, UserFunction after) {}

  private final Access access;
  private final Map<Key, UserFunction> functions;

  /** What is to be undone if an installation fails, the last first; null if none is under way. */
  private Deque<Change> journal;

  FunctionRegistry(Access access) {
    this(access, new ConcurrentHashMap<>(), null);
  }

  private FunctionRegistry(Access access, Map<Key, UserFunction> functions, Deque<Change> journal) {
    this.access = access;
    this.functions = functions;
    this.journal = journal;
  }

  /**
   * The same functions, by a way that remembers what goes through it until it is kept or undone.
   */
  FunctionRegistry journaled() {
    return new FunctionRegistry(access, functions, new ArrayDeque<>());
  }

  void keep() {
    synchronized (functions) {
      journal = null;
    }
  }

  /** Takes back what came this way, but what others changed since. */
  @SuppressWarnings("ReferenceEquality") // an equal one may be another's
  void undo() {
    synchronized (functions) {
      for (Change each : journal) {
        if (functions.get(each.key) == each.after) {
          put(each.key, each.before);
        }
      }
      journal = null;
    }
  }

  private UserFunction change(Key key, UserFunction after) {
    requireOpen();
    synchronized (functions) {
      UserFunction before = functions.get(key);
      put(key, after);
      if (journal != null) {
        journal.push(new Change(key, before, after));
      }
      return before;
    }
  }

  private void put(Key key, UserFunction function) {
    if (function == null) {
      functions.remove(key);
    } else {
      functions.put(key, function);
    }
  }

  /** In place of one that has its name. */
  void register(UserFunction function) {
    change(new Key(function.kind(), function.name()), function);
  }

  /** All of them, or, if the name of one is taken, none. */
  void registerNew(List<UserFunction> brought) {
    synchronized (functions) {
      requireNew(brought);
      brought.forEach(this::register);
    }
  }

  private void requireNew(List<UserFunction> brought) {
    Set<Key> keys = new HashSet<>(functions.keySet());
    for (UserFunction function : brought) {
      if (!keys.add(new Key(function.kind(), function.name()))) {
        throw new MillraceException(
            ErrorCode.NOT_ALLOWED_HERE,
            "Cannot register function '"
                + function.name()
                + "': "
                + function.kind().name().toLowerCase(Locale.ROOT)
                + " function named '"
                + function.name()
                + "' is registered already, expected another name");
      }
    }
  }

  Optional<UserFunction> deregister(String name, FunctionKind kind) {
    return Optional.ofNullable(change(new Key(kind, name), null));
  }

  private void requireOpen() {
    if (access == Access.SEALED) {
      throw new MillraceException(
          ErrorCode.NOT_ALLOWED_HERE,
          "Cannot change the functions of the global session: all tasks of a JVM share it, expected"
              + " a session of one's own, set as worker context or given");
    }
  }

  UserFunction function(String name, FunctionKind kind) {
    return functions.get(new Key(kind, Objects.requireNonNull(name)));
  }

  SortedSet<String> names(FunctionKind kind) {
    SortedSet<String> names = new TreeSet<>();
    for (Key key : functions.keySet()) {
      if (key.kind == kind) {
        names.add(key.name);
      }
    }
    return names;
  }
}
