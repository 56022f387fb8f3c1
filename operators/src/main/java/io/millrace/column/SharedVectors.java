// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * Vectors over the buffers of others, by reference count: either may be closed first, and the
 * memory stays charged to the other's allocator until that one is. Only where the allocators have
 * no common root are the buffers copied.
 */
final class SharedVectors {
  private SharedVectors() {}

  /** The vector is the caller's to close; neither may be written to. */
  static FieldVector of(FieldVector source, Field field, BatchMemory memory) {
    FieldVector vector = field.createVector(memory.allocator());
    try {
      load(source, vector, memory);
    } catch (Throwable e) {
      vector.close();
      throw e;
    }
    return vector;
  }

  private static void load(FieldVector source, FieldVector target, BatchMemory memory) {
    ArrowFieldNode node = new ArrowFieldNode(source.getValueCount(), 0);
    List<ArrowBuf> buffers = source.getFieldBuffers();
    if (buffers.isEmpty() || source.getAllocator().getRoot() == memory.allocator().getRoot()) {
      target.loadFieldBuffers(node, buffers);
    } else {
      loadCopies(node, buffers, target, memory);
    }
    List<FieldVector> below = source.getChildrenFromFields();
    for (int i = 0; i < below.size(); i++) {
      load(below.get(i), target.getChildrenFromFields().get(i), memory);
    }
  }

  private static void loadCopies(
      ArrowFieldNode node, List<ArrowBuf> buffers, FieldVector target, BatchMemory memory) {
    List<ArrowBuf> copies = new ArrayList<>(buffers.size());
    try {
      for (ArrowBuf buffer : buffers) {
        ArrowBuf copy = memory.take(buffer.capacity());
        copies.add(copy);
        copy.setBytes(0, buffer, 0, buffer.capacity());
      }
      target.loadFieldBuffers(node, copies);
    } finally {
      copies.forEach(ArrowBuf::close);
    }
  }
}
