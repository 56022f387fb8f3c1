// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import static io.millrace.closure.ClassModel.has;

import io.millrace.ErrorCode;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.objectweb.asm.Opcodes;

/**
 * Follows the code of a function to the classes and members that it can reach. Static methods,
 * private ones and constructors are kept where something calls them. Objects may be called by
 * anyone, so a class of which there may be objects keeps all its other methods, and so do its
 * ancestors. A class that is only mentioned keeps nothing but its name.
 *
 * <p>Static fields are made anew where the function arrives: the initialiser of a class travels
 * when one of its fields is used. A field that is not final would not have the value it has here,
 * so its use is refused.
 */
final class Reach {
  private static final String INITIALISER = "<clinit>()V";

  private record Step(ClassModel from, String member, Reference to) {}

  private final Limits limits;
  private final Set<ClassLoader> loaders = new LinkedHashSet<>();
  private final Map<String, ClassModel> classes = new TreeMap<>();
  private final Map<String, Optional<ClassModel>> models = new HashMap<>();
  private final Set<String> missing = new HashSet<>();
  private final Map<String, Set<String>> kept = new HashMap<>();
  private final Set<String> withObjects = new HashSet<>();
  private final Set<String> fieldsRead = new HashSet<>();
  private final Deque<Step> open = new ArrayDeque<>();

  Reach(Limits limits) {
    this.limits = limits;
  }

  Limits limits() {
    return limits;
  }

  /** A place to look for class files. */
  void from(ClassLoader loader) {
    if (loader != null) {
      loaders.add(loader);
    }
  }

  void reach(Reference reference) {
    open.add(new Step(null, null, reference));
    while (!open.isEmpty()) {
      follow(open.remove());
    }
  }

  /** The class of an object that travels; null if it does not travel. */
  ClassModel reachObject(Class<?> type) {
    from(type.getClassLoader());
    String name = type.getName().replace('.', '/');
    reach(Reference.toObjectsOf(name));
    if (missing.contains(name)) {
      throw refused("class " + type.getName() + " has no class file");
    }
    return classes.get(name);
  }

  boolean isFieldRead(String owner, String member) {
    return fieldsRead.contains(owner + '.' + member);
  }

  ClassArchive archive() {
    Map<String, byte[]> files = new TreeMap<>();
    classes.forEach(
        (name, model) ->
            files.put(name, ClassSlice.of(model.file(), kept.get(name), classes.keySet())));
    return ClassArchive.of(files, limits);
  }

  /** The class file of a name that does not travel, too; null if there is none. */
  ClassModel model(String name) {
    return models.computeIfAbsent(name, each -> Optional.ofNullable(load(each))).orElse(null);
  }

  private ClassModel load(String name) {
    for (ClassLoader loader : loaders) {
      try (InputStream in = loader.getResourceAsStream(name + ".class")) {
        if (in != null) {
          return ClassModel.of(in.readAllBytes());
        }
      } catch (IOException | RuntimeException e) {
        throw new MillraceException(
            ErrorCode.UNSUPPORTED_EXPRESSION,
            "Cannot ship function: the class file of "
                + TravelNames.dotted(name)
                + " can't be read",
            e);
      }
    }
    return null;
  }

  private void follow(Step step) {
    Reference to = step.to();
    switch (to.kind()) {
      case CLASS -> take(to.owner());
      case OBJECTS -> keepObjects(to.owner());
      case METHOD -> {
        if (!keepMethod(to.owner(), to.member()) && missing.contains(to.owner())) {
          throw refused("class " + TravelNames.dotted(to.owner()) + " has no class file");
        }
      }
      case STATIC_FIELD -> keepStaticField(step);
      case FIELD_READ -> {
        keepField(to.owner(), to.member());
        fieldsRead.add(to.owner() + '.' + to.member());
      }
      case FIELD_WRITE -> keepField(to.owner(), to.member());
    }
  }

  private ClassModel take(String name) {
    ClassModel known = classes.get(name);
    if (known != null || missing.contains(name) || !TravelNames.travels(name)) {
      return known;
    }
    ClassModel model = model(name);
    if (model == null) {
      // Code that only mentions a class runs without it, here and there.
      missing.add(name);
      return null;
    }
    classes.put(name, model);
    kept.put(name, new HashSet<>());
    if (classes.size() > 4L * limits.length(Limit.CLASSES)) {
      archive();
    }
    model.ancestors().forEach(this::take);
    if (model.nestHost() != null) {
      take(model.nestHost());
    }
    return model;
  }

  private void keepObjects(String name) {
    ClassModel model = take(name);
    if (model == null || !withObjects.add(name)) {
      return;
    }
    model
        .methods()
        .forEach(
            (member, method) -> {
              if (!method.isOnlyCalledByName(member)) {
                keep(model, member);
              }
            });
    model
        .fields()
        .forEach(
            (member, access) -> {
              if (!has(access, Opcodes.ACC_STATIC)) {
                kept.get(name).add(member);
              }
            });
    if (!has(model.access(), Opcodes.ACC_INTERFACE)) {
      keep(model, INITIALISER);
    }
    if (model.isEnum()) {
      keep(model, "values()[L" + name + ";");
      keep(model, "valueOf(Ljava/lang/String;)L" + name + ";");
    }
    model.ancestors().forEach(this::keepObjects);
  }

  /** Whether the method was found. */
  private boolean keepMethod(String owner, String member) {
    ClassModel model = take(owner);
    if (model == null) {
      return false;
    }
    if (model.methods().containsKey(member)) {
      keep(model, member);
      return true;
    }
    boolean found = false;
    for (String each : model.ancestors()) {
      found |= keepMethod(each, member);
    }
    return found;
  }

  private void keep(ClassModel model, String member) {
    ClassModel.Method method = model.methods().get(member);
    if (method != null && kept.get(model.name()).add(member)) {
      method.references().forEach(each -> open.add(new Step(model, member, each)));
    }
  }

  private void keepField(String owner, String member) {
    ClassModel model = declaring(owner, member);
    if (model != null) {
      kept.get(model.name()).add(member);
    }
  }

  private void keepStaticField(Step step) {
    String member = step.to().member();
    ClassModel model = declaring(step.to().owner(), member);
    if (model == null) {
      return;
    }
    boolean initialises =
        step.from() != null
            && step.from().name().equals(model.name())
            && step.member().equals(INITIALISER);
    if (!initialises && !has(model.fields().get(member), Opcodes.ACC_FINAL)) {
      throw refused(
          "it uses the static field "
              + TravelNames.dotted(model.name())
              + "."
              + step.to().name()
              + ", which is not final and would not have its value there, expected a captured"
              + " value");
    }
    kept.get(model.name()).add(member);
    keep(model, INITIALISER);
  }

  private ClassModel declaring(String owner, String member) {
    ClassModel model = take(owner);
    if (model == null || model.fields().containsKey(member)) {
      return model;
    }
    for (String each : model.ancestors()) {
      ClassModel found = declaring(each, member);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  static MillraceException refused(String found) {
    return new MillraceException(
        ErrorCode.UNSUPPORTED_EXPRESSION, "Cannot ship function: " + found);
  }
}
