// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.serde;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.millrace.benchmarks.workload.Fresh;
import io.millrace.expr.Expr;
import io.millrace.types.EncodedExpr;
import io.millrace.types.ExprSerializer;
import io.millrace.wire.ExprCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.fory.Fory;
import org.apache.fory.config.Language;

/**
 * An expression of 25 nodes to bytes and back, each call another one of very many, so that nothing
 * is known from before but where that is what is measured. Confined to one thread.
 */
final class RoundTrips {
  /** More than our serializer remembers. */
  private static final int MANY = 2048;

  private final List<Expr> exprs =
      IntStream.range(0, MANY).mapToObj(i -> Fresh.parse(Fresh.constants(i))).toList();
  private final List<Tree> trees = Tree.of(exprs);
  private final List<byte[]> encoded = exprs.stream().map(ExprCodec.create()::encode).toList();
  private final EncodedExpr known = EncodedExpr.of(encoded.get(0));
  private final TypeSerializer<EncodedExpr> serializer = new ExprSerializer();
  private final DataOutputSerializer out = new DataOutputSerializer(1024);
  private final DataInputDeserializer in = new DataInputDeserializer();
  private final Kryo kryo = new Kryo();
  private final Output kryoOut = new Output(1024, -1);
  private final Input kryoIn = new Input();
  private final Fory fory =
      Fory.builder().withLanguage(Language.JAVA).requireClassRegistration(true).build();
  private int next;
  private int size;

  RoundTrips() {
    kryo.register(Tree.class);
    kryo.register(ArrayList.class);
    fory.register(Tree.class);
    next = MANY - 1;
  }

  /** The bytes of the last expression that was written. */
  int size() {
    return size;
  }

  /** The expression that the last call was about, as ours and as a tree. */
  Expr lastExpr() {
    return exprs.get(next);
  }

  Tree lastTree() {
    return trees.get(next);
  }

  private int next() {
    next = (next + 1) % MANY;
    return next;
  }

  /** An element that came before, as a rule does with every revision of its neighbours. */
  Expr known() throws IOException {
    next = 0;
    return ours(known);
  }

  /** An element that has just come: its bytes are written, read and decoded. */
  Expr unknown() throws IOException {
    return ours(EncodedExpr.of(encoded.get(next())));
  }

  /** An expression that was just built: it is encoded, too. */
  Expr built() throws IOException {
    return ours(EncodedExpr.of(exprs.get(next())));
  }

  private Expr ours(EncodedExpr expr) throws IOException {
    out.clear();
    serializer.serialize(expr, out);
    size = out.length();
    in.setBuffer(out.getSharedBuffer(), 0, size);
    return serializer.deserialize(in).expr();
  }

  Tree kryo() {
    kryoOut.reset();
    kryo.writeObject(kryoOut, trees.get(next()));
    size = kryoOut.position();
    kryoIn.setBuffer(kryoOut.getBuffer(), 0, size);
    return kryo.readObject(kryoIn, Tree.class);
  }

  Tree fory() {
    byte[] bytes = fory.serialize(trees.get(next()));
    size = bytes.length;
    return (Tree) fory.deserialize(bytes);
  }

  Tree java() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
      objects.writeObject(trees.get(next()));
    }
    size = bytes.size();
    try (ObjectInputStream objects =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (Tree) objects.readObject();
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
