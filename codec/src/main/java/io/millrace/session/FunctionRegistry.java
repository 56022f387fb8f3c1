// SPDX-License-Identifier: Apache-2.0
package io.millrace.session;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.Definition;
import io.millrace.expr.DefinitionSource;
import io.millrace.function.FunctionKind;
import io.millrace.udf.UserFunction;
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
final class FunctionRegistry implements DefinitionSource {
  /** Whether functions can be registered. */
  enum Access {
    OPEN,
    /** That of all tasks of a JVM. */
    SEALED
  }

  private record Key(FunctionKind kind, String name) {}

  private final Access access;
  private final Map<Key, UserFunction> functions = new ConcurrentHashMap<>();

  FunctionRegistry(Access access) {
    this.access = access;
  }

  /** In place of one that has its name. */
  synchronized void register(UserFunction function) {
    requireOpen();
    functions.put(new Key(function.kind(), function.name()), function);
  }

  /** All of them, or, if the name of one is taken, none. */
  synchronized void registerNew(List<UserFunction> brought) {
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
    brought.forEach(this::register);
  }

  Optional<UserFunction> deregister(String name, FunctionKind kind) {
    requireOpen();
    return Optional.ofNullable(functions.remove(new Key(kind, name)));
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

  @Override
  public Definition find(String name, FunctionKind kind) {
    return function(name, kind);
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
