// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.IntervalUnit;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.flink.annotation.Internal;

/**
 * Our fields and those of Arrow vectors. Arrow Java has no vectors for decimals of 32 and 64 bits,
 * nor for binary of no bytes: these are carried by integer vectors whose field, or that of their
 * dictionary's keys, says so in its metadata.
 */
@Internal
public final class ArrowFields {
  /** Metadata key of an integer field that carries another type; the value is that type's text. */
  static final String CARRIED = "io.millrace.type";

  private ArrowFields() {}

  /** The fields of vectors; dictionaries are looked up for the type of their values. */
  public static List<Field> of(Schema schema, DictionaryProvider dictionaries) {
    return schema.getFields().stream().map(field -> of(field, dictionaries)).toList();
  }

  /** The field of a vector; dictionaries are looked up for the type of their values. */
  public static Field of(
      org.apache.arrow.vector.types.pojo.Field field, DictionaryProvider dictionaries) {
    Map<String, String> metadata = new HashMap<>(field.getMetadata());
    metadata.remove(CARRIED);
    return new Field(field.getName(), type(field, dictionaries), field.isNullable(), metadata);
  }

  private static DataType type(
      org.apache.arrow.vector.types.pojo.Field field, DictionaryProvider dictionaries) {
    String carried = field.getMetadata().get(CARRIED);
    if (field.getDictionary() != null) {
      DataType values =
          carried != null
              ? DataType.parse(carried)
              : type(dictionary(field, dictionaries).getField(), dictionaries);
      return new DataType.Dictionary(integer(field.getDictionary().getIndexType()), values);
    }
    if (carried != null) {
      return DataType.parse(carried);
    }
    List<Field> children =
        field.getChildren().stream().map(child -> of(child, dictionaries)).toList();
    return field.getType().accept(new Reader(children));
  }

  /** The type of the values of a field, whose own dictionary is not looked at. */
  static DataType valueType(org.apache.arrow.vector.types.pojo.Field field, List<Field> children) {
    String carried = field.getMetadata().get(CARRIED);
    return carried != null ? DataType.parse(carried) : field.getType().accept(new Reader(children));
  }

  /** The values of a dictionary vector's field. */
  static FieldVector dictionary(
      org.apache.arrow.vector.types.pojo.Field field, DictionaryProvider dictionaries) {
    long id = field.getDictionary().getId();
    Dictionary dictionary = dictionaries == null ? null : dictionaries.lookup(id);
    if (dictionary == null) {
      throw new MillraceException(
          ErrorCode.UNKNOWN_NAME,
          "Cannot read column \""
              + field.getName()
              + "\": found no dictionary "
              + id
              + ", expected it among those given with the batch");
    }
    return dictionary.getVector();
  }

  /**
   * Whether vectors of one type can be read as the other: all is the same but what Arrow's library
   * forgets where it slices, names and nullability inside types and ids of unions.
   */
  static boolean sameLayout(DataType one, DataType other) {
    if (one instanceof DataType.Dictionary a && other instanceof DataType.Dictionary b) {
      return a.key().equals(b.key()) && sameLayout(a.value(), b.value());
    }
    List<Field> below = children(one);
    List<Field> others = children(other);
    if (one.id() != other.id() || below.size() != others.size() || below.isEmpty()) {
      return one.equals(other);
    }
    if (one instanceof DataType.FixedSizeList a
        && a.size() != ((DataType.FixedSizeList) other).size()) {
      return false;
    }
    if (one instanceof DataType.Union a && a.mode() != ((DataType.Union) other).mode()) {
      return false;
    }
    return IntStream.range(0, below.size())
        .allMatch(i -> sameLayout(below.get(i).type(), others.get(i).type()));
  }

  /** Whether values of a type refer to a dictionary anywhere. */
  static boolean hasDictionary(DataType type) {
    return type.id() == TypeId.DICTIONARY
        || children(type).stream().anyMatch(each -> hasDictionary(each.type()));
  }

  /** The field of a vector that carries {@code field}; not for dictionaries, which need an id. */
  static org.apache.arrow.vector.types.pojo.Field toArrow(Field field) {
    return toArrow(field, children(field.type()).stream().map(ArrowFields::toArrow).toList());
  }

  /** The field of a vector whose children are known. */
  static org.apache.arrow.vector.types.pojo.Field toArrow(
      Field field, List<org.apache.arrow.vector.types.pojo.Field> children) {
    Map<String, String> metadata = metadata(field.metadata(), field.type());
    FieldType type = new FieldType(field.nullable(), arrowType(field.type()), null, metadata);
    return new org.apache.arrow.vector.types.pojo.Field(field.name(), type, children);
  }

  /** The metadata of a field whose values are of the type. */
  static Map<String, String> metadata(Map<String, String> own, DataType values) {
    Map<String, String> metadata = new HashMap<>(own);
    if (isCarried(values)) {
      metadata.put(CARRIED, values.toString());
    }
    return metadata;
  }

  private static boolean isCarried(DataType type) {
    return switch (type.id()) {
      case DECIMAL32, DECIMAL64 -> true;
      default -> type instanceof DataType.FixedSizeBinary binary && binary.size() == 0;
    };
  }

  /** The type under which values travel in streams, of a field with this metadata. */
  static ArrowType declared(ArrowType type, Map<String, String> metadata) {
    String carried = metadata.get(CARRIED);
    if (carried == null) {
      return type;
    }
    return DataType.parse(carried) instanceof DataType.Decimal narrow
        ? decimal(narrow, narrow.id().bits())
        : new ArrowType.FixedSizeBinary(0);
  }

  static List<Field> children(DataType type) {
    if (type instanceof DataType.AnyList list) {
      return List.of(list.item());
    }
    if (type instanceof DataType.Struct struct) {
      return struct.fields();
    }
    if (type instanceof DataType.MapOf map) {
      return List.of(map.entries());
    }
    if (type instanceof DataType.Union union) {
      return union.members();
    }
    return type instanceof DataType.RunEndEncoded runs
        ? List.of(runs.runEnds(), runs.values())
        : List.of();
  }

  private static ArrowType arrowType(DataType type) {
    return switch (type.id()) {
      case NULL -> new ArrowType.Null();
      case BOOLEAN -> new ArrowType.Bool();
      case INT8 -> new ArrowType.Int(8, true);
      case INT16 -> new ArrowType.Int(16, true);
      case INT32, DECIMAL32 -> new ArrowType.Int(32, true);
      case INT64, DECIMAL64 -> new ArrowType.Int(64, true);
      case UINT8 -> new ArrowType.Int(8, false);
      case UINT16 -> new ArrowType.Int(16, false);
      case UINT32 -> new ArrowType.Int(32, false);
      case UINT64 -> new ArrowType.Int(64, false);
      case FLOAT16 -> new ArrowType.FloatingPoint(FloatingPointPrecision.HALF);
      case FLOAT32 -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
      case FLOAT64 -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
      case DECIMAL128 -> decimal((DataType.Decimal) type, 128);
      case DECIMAL256 -> decimal((DataType.Decimal) type, 256);
      case UTF8 -> new ArrowType.Utf8();
      case LARGE_UTF8 -> new ArrowType.LargeUtf8();
      case UTF8_VIEW -> new ArrowType.Utf8View();
      case BINARY -> new ArrowType.Binary();
      case LARGE_BINARY -> new ArrowType.LargeBinary();
      case BINARY_VIEW -> new ArrowType.BinaryView();
      case FIXED_SIZE_BINARY -> binary((DataType.FixedSizeBinary) type);
      case DATE32 -> new ArrowType.Date(DateUnit.DAY);
      case DATE64 -> new ArrowType.Date(DateUnit.MILLISECOND);
      case TIME32 -> new ArrowType.Time(unit(((DataType.Time) type).unit()), 32);
      case TIME64 -> new ArrowType.Time(unit(((DataType.Time) type).unit()), 64);
      case TIMESTAMP -> {
        DataType.Timestamp timestamp = (DataType.Timestamp) type;
        yield new ArrowType.Timestamp(unit(timestamp.unit()), timestamp.zone());
      }
      case DURATION -> new ArrowType.Duration(unit(((DataType.Duration) type).unit()));
      case INTERVAL -> new ArrowType.Interval(unit(((DataType.Interval) type).unit()));
      case LIST -> new ArrowType.List();
      case LARGE_LIST -> new ArrowType.LargeList();
      case LIST_VIEW -> new ArrowType.ListView();
      case LARGE_LIST_VIEW -> new ArrowType.LargeListView();
      case FIXED_SIZE_LIST -> new ArrowType.FixedSizeList(((DataType.FixedSizeList) type).size());
      case STRUCT -> struct((DataType.Struct) type);
      case MAP -> new ArrowType.Map(((DataType.MapOf) type).sorted());
      case UNION -> union((DataType.Union) type);
      case RUN_END_ENCODED -> new ArrowType.RunEndEncoded();
      case DICTIONARY -> throw noVector(type, "inside another type, expected it outermost");
    };
  }

  /** Arrow Java divides by the width. */
  private static ArrowType binary(DataType.FixedSizeBinary type) {
    return type.size() == 0
        ? new ArrowType.Int(8, true)
        : new ArrowType.FixedSizeBinary(type.size());
  }

  /** Arrow Java keeps the members of a struct by name. */
  private static ArrowType struct(DataType.Struct type) {
    Set<String> names = new HashSet<>();
    for (Field member : type.fields()) {
      if (!names.add(member.name())) {
        throw noVector(type, "with two members \"" + member.name() + "\", expected each name once");
      }
    }
    return new ArrowType.Struct();
  }

  static MillraceException noVector(DataType type, String found) {
    return new MillraceException(
        ErrorCode.UNSUPPORTED_EXPRESSION, "Cannot make vector: type " + type + " " + found);
  }

  private static ArrowType decimal(DataType.Decimal type, int bits) {
    return new ArrowType.Decimal(type.precision(), type.scale(), bits);
  }

  private static ArrowType union(DataType.Union union) {
    return new ArrowType.Union(
        union.mode() == DataType.Union.Mode.SPARSE ? UnionMode.Sparse : UnionMode.Dense,
        union.ids().stream().mapToInt(Integer::intValue).toArray());
  }

  private static org.apache.arrow.vector.types.TimeUnit unit(TimeUnit unit) {
    return org.apache.arrow.vector.types.TimeUnit.values()[unit.ordinal()];
  }

  private static org.apache.arrow.vector.types.IntervalUnit unit(IntervalUnit unit) {
    return org.apache.arrow.vector.types.IntervalUnit.values()[unit.ordinal()];
  }

  static DataType integer(ArrowType.Int type) {
    String name = (type.getIsSigned() ? "INT" : "UINT") + type.getBitWidth();
    return new DataType.Plain(TypeId.valueOf(name));
  }

  /** The type of a field whose children are known. */
  private static final class Reader implements ArrowType.ArrowTypeVisitor<DataType> {
    private final List<Field> children;

    private Reader(List<Field> children) {
      this.children = children;
    }

    @Override
    public DataType visit(ArrowType.Struct type) {
      return new DataType.Struct(children);
    }

    @Override
    public DataType visit(ArrowType.List type) {
      return new DataType.ListOf(TypeId.LIST, children.get(0));
    }

    @Override
    public DataType visit(ArrowType.LargeList type) {
      return new DataType.ListOf(TypeId.LARGE_LIST, children.get(0));
    }

    @Override
    public DataType visit(ArrowType.ListView type) {
      return new DataType.ListOf(TypeId.LIST_VIEW, children.get(0));
    }

    @Override
    public DataType visit(ArrowType.LargeListView type) {
      return new DataType.ListOf(TypeId.LARGE_LIST_VIEW, children.get(0));
    }

    @Override
    public DataType visit(ArrowType.FixedSizeList type) {
      return new DataType.FixedSizeList(children.get(0), type.getListSize());
    }

    @Override
    public DataType visit(ArrowType.Map type) {
      return new DataType.MapOf(children.get(0), type.getKeysSorted());
    }

    @Override
    public DataType visit(ArrowType.Union type) {
      int[] ids = type.getTypeIds();
      List<Integer> all =
          ids == null
              ? IntStream.range(0, children.size()).boxed().toList()
              : IntStream.of(ids).boxed().toList();
      return new DataType.Union(
          children,
          all,
          type.getMode() == UnionMode.Sparse
              ? DataType.Union.Mode.SPARSE
              : DataType.Union.Mode.DENSE);
    }

    @Override
    public DataType visit(ArrowType.RunEndEncoded type) {
      return new DataType.RunEndEncoded(children.get(0), children.get(1));
    }

    @Override
    public DataType visit(ArrowType.ExtensionType type) {
      return type.storageType().accept(this);
    }

    @Override
    public DataType visit(ArrowType.Null type) {
      return DataType.NULL;
    }

    @Override
    public DataType visit(ArrowType.Int type) {
      return integer(type);
    }

    @Override
    public DataType visit(ArrowType.FloatingPoint type) {
      return switch (type.getPrecision()) {
        case HALF -> DataType.FLOAT16;
        case SINGLE -> DataType.FLOAT32;
        case DOUBLE -> DataType.FLOAT64;
      };
    }

    @Override
    public DataType visit(ArrowType.Utf8 type) {
      return DataType.UTF8;
    }

    @Override
    public DataType visit(ArrowType.Utf8View type) {
      return DataType.UTF8_VIEW;
    }

    @Override
    public DataType visit(ArrowType.LargeUtf8 type) {
      return DataType.LARGE_UTF8;
    }

    @Override
    public DataType visit(ArrowType.Binary type) {
      return DataType.BINARY;
    }

    @Override
    public DataType visit(ArrowType.BinaryView type) {
      return DataType.BINARY_VIEW;
    }

    @Override
    public DataType visit(ArrowType.LargeBinary type) {
      return DataType.LARGE_BINARY;
    }

    @Override
    public DataType visit(ArrowType.FixedSizeBinary type) {
      return new DataType.FixedSizeBinary(type.getByteWidth());
    }

    @Override
    public DataType visit(ArrowType.Bool type) {
      return DataType.BOOLEAN;
    }

    @Override
    public DataType visit(ArrowType.Decimal type) {
      return new DataType.Decimal(
          TypeId.valueOf("DECIMAL" + type.getBitWidth()), type.getPrecision(), type.getScale());
    }

    @Override
    public DataType visit(ArrowType.Date type) {
      return type.getUnit() == DateUnit.DAY ? DataType.DATE32 : DataType.DATE64;
    }

    @Override
    public DataType visit(ArrowType.Time type) {
      return new DataType.Time(
          TypeId.valueOf("TIME" + type.getBitWidth()), TimeUnit.values()[type.getUnit().ordinal()]);
    }

    @Override
    public DataType visit(ArrowType.Timestamp type) {
      return new DataType.Timestamp(
          TimeUnit.values()[type.getUnit().ordinal()], type.getTimezone());
    }

    @Override
    public DataType visit(ArrowType.Interval type) {
      return new DataType.Interval(IntervalUnit.values()[type.getUnit().ordinal()]);
    }

    @Override
    public DataType visit(ArrowType.Duration type) {
      return new DataType.Duration(TimeUnit.values()[type.getUnit().ordinal()]);
    }
  }
}
