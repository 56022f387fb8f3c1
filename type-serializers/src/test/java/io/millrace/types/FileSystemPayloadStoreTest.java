// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.MillraceException;
import io.millrace.expr.Bytes;
import io.millrace.expr.Expr;
import io.millrace.expr.Payload;
import io.millrace.wire.ExprCodec;
import io.millrace.wire.PayloadStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSystemPayloadStoreTest {
  private static final ExprCodec CODEC = ExprCodec.create().keepingUnknownNames();

  @TempDir Path folder;
  private PayloadStore store;

  @BeforeEach
  void openStore() {
    store =
        FileSystemPayloadStore.in(new org.apache.flink.core.fs.Path(folder.resolve("a").toUri()));
  }

  @Test
  void whatIsPutIsThere() throws Exception {
    Bytes value = value(1, 3000);
    assertThat(store.get(value.sha256())).isEmpty();
    store.put(value.sha256(), value);
    store.put(value.sha256(), value);
    assertThat(store.get(value.sha256())).contains(value);
    assertThat(files()).hasSize(1);
    // A function that uses it travels.
    PayloadStore copy = InstantiationUtil.clone((FileSystemPayloadStore) store);
    assertThat(copy.get(value.sha256())).contains(value);
  }

  @Test
  void aThousandExpressionsWithOneFunctionAreOneFile() throws Exception {
    Payload payload = new Payload(value(2, 20_000));
    for (int i = 0; i < 1000; i++) {
      Expr call = new Expr.ScalarCall("mine" + i, List.of(), payload);
      byte[] bytes = CODEC.encode(call, store, 4096);
      assertThat(bytes.length).isLessThan(100);
      assertThat(CODEC.decode(bytes, store)).isEqualTo(call);
    }
    assertThat(files()).hasSize(1);
  }

  @Test
  void writersDoNotHinderEachOther() throws Exception {
    Bytes value = value(3, 100_000);
    CompletableFuture.allOf(
            IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.runAsync(() -> store.put(value.sha256(), value)))
                .toArray(CompletableFuture<?>[]::new))
        .join();
    assertThat(store.get(value.sha256())).contains(value);
    assertThat(files()).hasSize(1);
  }

  @Test
  void aDamagedFileIsFoundOut() throws Exception {
    Expr call = new Expr.ScalarCall("mine", List.of(), new Payload(value(4, 5000)));
    byte[] bytes = CODEC.encode(call, store, 4096);
    byte[] content = Files.readAllBytes(files().get(0));
    content[17]++;
    Files.write(files().get(0), content);
    assertThatExceptionOfType(MillraceException.class)
        .isThrownBy(() -> CODEC.decode(bytes, store))
        .withMessageContaining("a stored value of another digest");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(each -> !each.getFileName().toString().endsWith(".crc"))
          .toList();
    }
  }

  private static Bytes value(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return Bytes.wrap(bytes);
  }
}
