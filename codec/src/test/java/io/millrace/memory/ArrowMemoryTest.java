// SPDX-License-Identifier: Apache-2.0
package io.millrace.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.BigIntVector;
import org.junit.jupiter.api.Test;

class ArrowMemoryTest {
  @Test
  void buffersAndVectorsHoldWhatIsWritten() {
    try (BufferAllocator allocator = ArrowMemory.newAllocator("test", 1 << 20);
        BigIntVector vector = new BigIntVector("v", allocator)) {
      vector.allocateNew(100);
      for (int i = 0; i < 100; i++) {
        vector.set(i, i * 7L);
      }
      vector.setValueCount(100);

      assertThat(vector.get(99)).isEqualTo(693);
      assertThat(allocator.getName()).isEqualTo("test");
      assertThat(allocator.getAllocatedMemory()).isPositive();
    }
  }

  @Test
  void theLimitHoldsAndWhatIsGivenBackCanBeHadAgain() {
    try (BufferAllocator allocator = ArrowMemory.newAllocator("small", 4096)) {
      for (int i = 0; i < 1000; i++) {
        try (ArrowBuf all = allocator.buffer(4096)) {
          all.setLong(4088, i);
          assertThatThrownBy(() -> allocator.buffer(1)).isInstanceOf(OutOfMemoryException.class);
        }
      }
      assertThat(allocator.getAllocatedMemory()).isZero();
      assertThat(allocator.getEmpty().capacity()).isZero();
    }
  }

  @Test
  void whatAllAllocatorsHoldIsKnown() {
    long before = ArrowMemory.allocatedBytes();
    try (BufferAllocator one = ArrowMemory.newAllocator("one", 4096);
        BufferAllocator other = ArrowMemory.newAllocator("other", 4096);
        ArrowBuf first = one.buffer(64);
        ArrowBuf second = other.buffer(100)) {
      assertThat(first.capacity() + second.capacity()).isEqualTo(64 + 128);
      assertThat(ArrowMemory.allocatedBytes() - before).isEqualTo(64 + 128);
    }
    assertThat(ArrowMemory.allocatedBytes()).isEqualTo(before);
  }

  @Test
  void closingWithBytesOutstandingNamesTheAllocator() {
    BufferAllocator allocator = ArrowMemory.newAllocator("leaky", 4096);
    allocator.buffer(8);
    assertThatThrownBy(allocator::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("leaky");
  }

  @Test
  void aClosedJavaNioNamesTheOption() {
    assertThatThrownBy(() -> ArrowMemory.requireOpen(false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("--add-opens=java.base/java.nio=ALL-UNNAMED");
  }

  @Test
  void worksInAChildFirstClassLoader() throws Exception {
    List<URL> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
      path.add(Path.of(entry).toUri().toURL());
    }
    try (ChildFirst loader = new ChildFirst(path.toArray(URL[]::new))) {
      Class<?> memory = loader.loadClass(ArrowMemory.class.getName());
      assertThat(memory).isNotSameAs(ArrowMemory.class);
      Object allocator =
          memory.getMethod("newAllocator", String.class, long.class).invoke(null, "child", 4096L);
      assertThat(allocator).isNotInstanceOf(BufferAllocator.class);
      Class<?> type = loader.loadClass(BufferAllocator.class.getName());
      Object buffer = type.getMethod("buffer", long.class).invoke(allocator, 64L);
      ((AutoCloseable) buffer).close();
      ((AutoCloseable) allocator).close();
    }
  }

  @Test
  void everyJvmThatIsToldOfWorks() throws Exception {
    String homes = System.getProperty("millrace.test.java.homes", System.getProperty("java.home"));
    for (String home : homes.split(java.io.File.pathSeparator)) {
      Run opened = run(home, "--add-opens=java.base/java.nio=ALL-UNNAMED");
      assertThat(opened.output()).as(home).contains("allocated 64");
      assertThat(opened.exit()).as(home).isZero();
      Run closed = run(home, "-Dunused=1");
      assertThat(closed.output()).as(home).contains("--add-opens=java.base/java.nio=ALL-UNNAMED");
      assertThat(closed.exit()).as(home).isNotZero();
    }
  }

  private record Run(int exit, String output) {}

  private static Run run(String home, String option) throws IOException, InterruptedException {
    Path java = Path.of(home, "bin", "java");
    assertThat(Files.isExecutable(java)).as("%s", java).isTrue();
    Process process =
        new ProcessBuilder(
                java.toString(),
                option,
                "-cp",
                System.getProperty("java.class.path"),
                Allocating.class.getName())
            .redirectErrorStream(true)
            .start();
    try (InputStream output = process.getInputStream()) {
      String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      return new Run(process.waitFor(), text);
    }
  }

  /** What another JVM runs. */
  static final class Allocating {
    public static void main(String[] args) {
      try (BufferAllocator allocator = ArrowMemory.newAllocator("other", 4096);
          ArrowBuf buffer = allocator.buffer(64)) {
        buffer.setLong(0, 1);
        System.out.println("allocated " + buffer.capacity());
      }
    }
  }

  /** Looks at home first for all but the JDK, as Flink does for user code. */
  private static final class ChildFirst extends URLClassLoader {
    ChildFirst(URL[] path) {
      super(path, ArrowMemoryTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("java.") || name.startsWith("org.slf4j.") || name.startsWith("sun.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        try {
          return loaded != null ? loaded : findClass(name);
        } catch (ClassNotFoundException e) {
          return super.loadClass(name, resolve);
        }
      }
    }
  }
}
