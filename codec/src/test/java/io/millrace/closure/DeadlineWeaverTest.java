// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.antlr.v4.runtime.Parser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineWeaverTest {
  /** All that compilers make: the JVM verifies each class when it is initialised. */
  @ParameterizedTest
  @ValueSource(classes = {Parser.class, JsonFactory.class})
  void classesOfLibrariesStayValid(Class<?> member) throws Exception {
    Map<String, byte[]> files = files(member);
    Map<String, byte[]> woven = new HashMap<>();
    files.forEach(
        (name, file) -> woven.put(TravelNames.dotted(name), DeadlineWeaver.weave(name, files)));
    Woven loader = new Woven(woven);
    for (String name : woven.keySet()) {
      assertThat(Class.forName(name, true, loader).getClassLoader()).isSameAs(loader);
    }
    assertThat(woven).hasSizeGreaterThan(90);
  }

  private static Map<String, byte[]> files(Class<?> member) throws Exception {
    Path jar = Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
    Map<String, byte[]> files = new HashMap<>();
    try (JarFile entries = new JarFile(jar.toFile())) {
      for (JarEntry each : Collections.list(entries.entries())) {
        String name = each.getName();
        if (name.endsWith(".class") && !name.startsWith("META-INF/") && !name.contains("-info")) {
          files.put(name.substring(0, name.length() - 6), bytes(entries, each));
        }
      }
    }
    return files;
  }

  private static byte[] bytes(JarFile jar, JarEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  private static final class Woven extends ClassLoader {
    private final Map<String, byte[]> files;

    Woven(Map<String, byte[]> files) {
      super(DeadlineWeaverTest.class.getClassLoader());
      this.files = files;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      byte[] file = files.get(name);
      if (file == null) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : defineClass(name, file, 0, file.length);
      }
    }
  }
}
