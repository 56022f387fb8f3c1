// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import static io.millrace.scalar.Scalar.scalar;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.Lane;
import io.millrace.column.NestedBlock;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import io.millrace.expr.TypeId;
import io.millrace.kernel.Kernel;
import io.millrace.scalar.ResultSize;
import io.millrace.scalar.Scalar;
import io.millrace.signature.Call;
import io.millrace.signature.SharedTypes;
import io.millrace.signature.Signatures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** Lists and structs out of values, and members out of structs and maps. */
@Internal
public final class NestedFunctions {
  public static final List<Scalar> ALL =
      List.of(
          scalar("make_array")
              .accepts(NestedFunctions::elements)
              .size(ResultSize.OF_ARGUMENTS)
              .returns(NestedFunctions::list)
              .nullsAsValues()
              .neverFails()
              .kernel(NestedFunctions::listing),
          scalar("struct")
              .accepts(Signatures.variadicAny())
              .size(ResultSize.OF_ARGUMENTS)
              .returns(call -> struct(call, i -> "c" + i, 0, 1))
              .nullsAsValues()
              .neverFails()
              .kernel(call -> siding(call, 0, 1)),
          scalar("named_struct")
              .accepts(Signatures.variadicAny())
              .size(ResultSize.OF_ARGUMENTS)
              .returns(NestedFunctions::named)
              .nullsAsValues()
              .neverFails()
              .kernel(call -> siding(call, 1, 2)),
          scalar("get_field")
              .accepts(Signatures.variadicAny())
              .size(ResultSize.OF_ARGUMENTS)
              .returns(call -> Path.of(call).type())
              .nullsAsValues()
              .neverFails()
              .kernel(call -> Path.of(call).kernel(call.type(0))));

  private NestedFunctions() {}

  private static Optional<List<DataType>> elements(List<DataType> given) {
    return given.isEmpty()
        ? Optional.of(given)
        : SharedTypes.ofArguments(given).map(type -> Collections.nCopies(given.size(), type));
  }

  private static DataType list(Call call) {
    DataType item = call.arity() == 0 ? DataType.NULL : call.type(0);
    return new DataType.ListOf(TypeId.LIST, Field.of("item", item));
  }

  private interface Naming {
    String of(int member);
  }

  private static DataType struct(Call call, Naming naming, int first, int step) {
    List<Field> fields = new ArrayList<>();
    for (int i = first; i < call.arity(); i += step) {
      fields.add(Field.of(naming.of(fields.size()), call.type(i)));
    }
    return new DataType.Struct(fields);
  }

  private static DataType named(Call call) {
    if (call.arity() % 2 != 0) {
      throw refused("named_struct", "there are " + call.arity() + " arguments", "names and values");
    }
    return struct(
        call,
        member -> {
          String name = call.constantText(2 * member);
          if (name == null) {
            throw refused("named_struct", "a name is no constant text", "one");
          }
          return name;
        },
        1,
        2);
  }

  /** The arguments as the elements of a list. */
  private static Kernel listing(Call call) {
    DataType item = ListFunctions.item(call.result());
    return ListLoop.blocks(
        (args, out, rows, errors) -> {
          Block elements = Block.of(Lane.of(item), Math.multiplyExact(rows, args.length));
          int[] places = new int[rows];
          for (int i = 0; i < args.length; i++) {
            for (int row = 0; row < rows; row++) {
              places[row] = row * args.length + i;
            }
            elements.copyRows(places, args[i], null, rows);
          }
          NestedBlock lists = (NestedBlock) out;
          lists.lists(elements, item);
          for (int row = 0; row < rows; row++) {
            lists.starts[row] = row * args.length;
            lists.ends[row] = (row + 1) * args.length;
          }
        });
  }

  /** Every {@code step}th argument, copied, as the members of a struct. */
  private static Kernel siding(Call call, int first, int step) {
    List<Field> fields = ((DataType.Struct) call.result()).fields();
    return ListLoop.blocks(
        (args, out, rows, errors) -> {
          Block[] members = new Block[fields.size()];
          for (int i = 0; i < members.length; i++) {
            Block given = args[first + i * step];
            members[i] = Block.of(given.lane(), rows);
            members[i].copyRange(0, given, 0, rows);
          }
          ((NestedBlock) out).structs(members, fields);
        });
  }

  private static MillraceException refused(String function, String found, String expected) {
    return new MillraceException(
        ErrorCode.TYPE_MISMATCH,
        "Cannot bind " + function + ": " + found + ", expected " + expected);
  }

  /** The way from a value down to a member of a member. */
  private record Path(List<Step> steps, DataType type) {
    static Path of(Call call) {
      List<Step> steps = new ArrayList<>();
      DataType type = call.type(0);
      for (int i = 1; i < call.arity(); i++) {
        Literal name = call.constant(i);
        if (name == null) {
          throw refused("get_field", "argument " + i + " is no constant", "a name or key");
        }
        Step step = Step.of(type, name);
        steps.add(step);
        type = step.type();
      }
      return new Path(steps, type);
    }

    Kernel kernel(DataType from) {
      if (from.isNull()) {
        return ListLoop.NOTHING;
      }
      return ListLoop.blocks(
          (args, out, rows, errors) -> {
            Found found = new Found(args[0], rows);
            for (Step step : steps) {
              step.apply(found);
            }
            for (int row = 0; row < rows; row++) {
              if (found.places[row] < 0) {
                out.setNull(row);
              }
            }
            ListLoop.gather(found.block, found.places, out, rows);
          });
    }
  }

  /** Where the members of all rows are; -1 for a null. */
  private static final class Found {
    Block block;
    int rows;
    final int[] places;

    Found(Block block, int rows) {
      this.block = block;
      this.rows = rows;
      places = new int[rows];
      for (int row = 0; row < rows; row++) {
        places[row] = block.isNull(row) ? -1 : row;
      }
    }

    void move(Block below) {
      block = below;
      rows = below.capacity();
      for (int row = 0; row < places.length; row++) {
        if (places[row] >= 0 && below.isNull(places[row])) {
          places[row] = -1;
        }
      }
    }
  }

  /** One way down to a member. */
  private interface Step {
    DataType type();

    void apply(Found found);

    static Step of(DataType type, Literal name) {
      Object key = name.value();
      if (type.isNull()) {
        return new InNothing(type);
      }
      if (type instanceof DataType.Struct struct) {
        for (int i = 0; i < struct.fields().size(); i++) {
          if (struct.fields().get(i).name().equals(key)) {
            return new InStruct(struct, i);
          }
        }
        throw refused("get_field", "there is no member '" + key + "'", "one of " + type);
      }
      if (type instanceof DataType.MapOf map
          && map.entries().type() instanceof DataType.Struct entry) {
        if (!entry.fields().get(0).type().equals(name.type())) {
          throw refused("get_field", "the key is " + name.type(), "the type of those of " + type);
        }
        return new InMap(map, entry.fields().get(1).type(), name);
      }
      throw refused("get_field", "the value is " + type, "a struct or a map");
    }
  }

  /** A member of what is null is null. */
  private record InNothing(DataType type) implements Step {
    @Override
    public void apply(Found found) {}
  }

  private record InStruct(DataType.Struct struct, int place) implements Step {
    @Override
    public DataType type() {
      return struct.fields().get(place).type();
    }

    @Override
    public void apply(Found found) {
      NestedBlock structs = (NestedBlock) found.block;
      structs.spread(struct, found.rows);
      found.move(structs.member(place));
    }
  }

  private record InMap(DataType.MapOf map, DataType type, Literal key) implements Step {
    @Override
    public void apply(Found found) {
      NestedBlock maps = (NestedBlock) found.block;
      maps.spread(map, found.rows);
      Block wanted = Block.of(Lane.of(key.type()), 1);
      Cells.set(wanted, 0, key.type(), key.value());
      MapEntries entries = new MapEntries(map);
      for (int row = 0; row < found.places.length; row++) {
        int place = found.places[row];
        found.places[row] = place < 0 || key.isNull() ? -1 : entries.find(maps, place, wanted, 0);
      }
      found.move(entries.values(maps));
    }
  }
}
