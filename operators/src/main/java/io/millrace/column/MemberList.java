// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.Field;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.RandomAccess;
import org.apache.flink.annotation.Internal;

/**
 * A struct whose members are in one row of blocks that many structs share, until someone asks for
 * them. Whoever keeps it beyond its batch takes {@link Cells#get}, which copies.
 */
@Internal
public final class MemberList extends AbstractList<Object> implements RandomAccess {
  private final Block[] members;
  private final List<Field> fields;
  private final int row;

  /**
   * @param members of which nothing changes any more
   */
  MemberList(Block[] members, List<Field> fields, int row) {
    this.members = members;
    this.fields = fields;
    this.row = row;
  }

  @Override
  public Object get(int index) {
    return Cells.view(members[index], row, fields.get(index).type());
  }

  @Override
  public int size() {
    return members.length;
  }

  /** The members as objects of their own. */
  List<Object> copy() {
    List<Object> copy = new ArrayList<>(members.length);
    for (int i = 0; i < members.length; i++) {
      copy.add(Cells.get(members[i], row, fields.get(i).type()));
    }
    return Collections.unmodifiableList(copy);
  }
}
