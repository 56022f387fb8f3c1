// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class PartTest {
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @Test
  void anyBytesComeBackAsTheyWere() throws IOException {
    List<byte[]> all = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      all.add(bytes(3));
    }
    DataInputDeserializer in = new DataInputDeserializer(written(all));
    PartReader reader = new PartReader(in);
    for (byte[] each : all) {
      assertThat(reader.read()).as("seed %d", seed).isEqualTo(each);
      PartedBytes whole = PartedBytes.whole(each);
      assertThat(whole.kept().bytes()).as("seed %d", seed).isEqualTo(each);
      assertThat(whole.kept()).as("seed %d", seed).isEqualTo(whole).isEqualTo(whole.kept());
    }
    assertThat(in.available()).isZero();
  }

  /** Pieces that look like functions, base64, padding and both in each other. */
  private byte[] bytes(int depth) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i >= 0; i--) {
      switch (random.nextInt(depth > 0 ? 6 : 4)) {
        case 0 -> text.append("DFJVUD".repeat(random.nextInt(3))).append("MLJC\1");
        case 1 -> text.append((char) random.nextInt(256)).append((char) random.nextInt(8));
        case 2 -> text.append("x".repeat(random.nextInt(700)));
        case 3 -> text.append("=".repeat(random.nextInt(4)));
        default -> text.append(Base64.getEncoder().encodeToString(bytes(depth - 1)));
      }
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void whatSeveralHaveInCommonIsThereOnce() throws IOException {
    byte[] code = new byte[5_000];
    random.nextBytes(code);
    List<byte[]> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      byte[] function =
          joined("DFJVUDF and what is said of it: MLJC\1\210\47", code, "behind " + i);
      byte[] text = Base64.getEncoder().encode(function);
      all.add(function);
      all.add(joined("{'expr':'", text, "'}"));
      all.add(joined("'", Base64.getEncoder().encode(joined("in ", text, " in")), "'"));
    }
    assertThat(written(all)).hasSizeLessThan(5_000 + 300 * 64);
  }

  private static byte[] joined(String before, byte[] middle, String after) {
    DataOutputSerializer out = new DataOutputSerializer(64);
    try {
      out.write(before.getBytes(StandardCharsets.ISO_8859_1));
      out.write(middle);
      out.write(after.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.getCopyOfBuffer();
  }

  @Test
  void whatNoWriterWroteIsAnError() {
    for (int[] bytes :
        new int[][] {
          {1, 2}, // the part of number 0, of none
          {1, 0xff, 0xff, 0xff, 0xff, 0xff, 1}, // a number without end
          {1, 7, 7, 7, 7, 7, 7, 0}, // base64 in base64 in base64
          {1, 8, 1}, // cut
          {1, 0xfc, 0xff, 0xff, 0xff, 0x7f} // of more bytes than there are
        }) {
      byte[] given = new byte[bytes.length];
      for (int i = 0; i < given.length; i++) {
        given[i] = (byte) bytes[i];
      }
      assertThatThrownBy(() -> new PartReader(new DataInputDeserializer(given)).read())
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void aFewBytesDoNotBecomeManyMore() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    PartWriter writer = new PartWriter(out);
    String head = "DFJVUDF, of which more is said here MLJC\1\200\200\4";
    writer.write(joined(head, new byte[1 << 16], ""));
    out.writeByte(100);
    for (int i = 0; i < 100; i++) {
      out.writeByte((1 << 2) | PartWriter.KNOWN);
    }
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    PartReader reader = new PartReader(in, 1 << 20);
    assertThat(reader.read()).hasSize(head.length() + (1 << 16));
    assertThatThrownBy(reader::read).hasMessageContaining("more than 1048576 bytes");
  }

  private static byte[] written(List<byte[]> all) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    PartWriter writer = new PartWriter(out);
    for (byte[] each : all) {
      writer.write(each.clone());
    }
    return out.getCopyOfBuffer();
  }
}
