// SPDX-License-Identifier: Apache-2.0
package io.millrace.memory;

import java.util.concurrent.atomic.LongAdder;
import org.apache.arrow.memory.AllocationManager;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.ReferenceManager;
import org.apache.arrow.memory.util.MemoryUtil;

/** One run of memory outside the heap, freed when its last reference goes. */
final class NativeMemory extends AllocationManager {
  /** A number of the process by nature, which keeps nothing alive. */
  private static final LongAdder ALLOCATED = new LongAdder();

  private final long size;
  private final long address;

  private NativeMemory(BufferAllocator owner, long size) {
    super(owner);
    this.size = size;
    this.address = MemoryUtil.allocateMemory(size);
    ALLOCATED.add(size);
  }

  static long allocatedBytes() {
    return ALLOCATED.sum();
  }

  @Override
  public long getSize() {
    return size;
  }

  @Override
  protected long memoryAddress() {
    return address;
  }

  @Override
  protected void release0() {
    MemoryUtil.freeMemory(address);
    ALLOCATED.add(-size);
  }

  /** Makes {@link NativeMemory} for Arrow. */
  static final class Factory implements AllocationManager.Factory {
    @Override
    public AllocationManager create(BufferAllocator owner, long size) {
      return new NativeMemory(owner, size);
    }

    @Override
    public ArrowBuf empty() {
      return new ArrowBuf(ReferenceManager.NO_OP, null, 0, 0);
    }
  }
}
