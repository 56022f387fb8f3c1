// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import static io.millrace.aggregate.Statistic.Moment.MEAN_X;
import static io.millrace.aggregate.Statistic.Moment.MEAN_Y;
import static io.millrace.aggregate.Statistic.Moment.PRODUCTS;
import static io.millrace.aggregate.Statistic.Moment.SQUARES_X;
import static io.millrace.aggregate.Statistic.Moment.SQUARES_Y;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import java.util.ArrayList;
import java.util.List;

/** Which moments a state keeps besides the count, and how DataFusion names them. */
enum Kept {
  COVARIANCE(List.of("mean1", "mean2", "algo_const"), MEAN_X, MEAN_Y, PRODUCTS),
  CORRELATION(
      List.of("mean1", "m2_1", "mean2", "m2_2", "algo_const"),
      MEAN_X,
      SQUARES_X,
      MEAN_Y,
      SQUARES_Y,
      PRODUCTS),
  REGRESSION(
      List.of("mean_x", "mean_y", "m2_x", "m2_y", "algo_const"),
      MEAN_X,
      MEAN_Y,
      SQUARES_X,
      SQUARES_Y,
      PRODUCTS);

  private final List<String> names;
  private final List<Statistic.Moment> moments;

  Kept(List<String> names, Statistic.Moment... moments) {
    this.names = names;
    this.moments = List.of(moments);
  }

  List<Statistic.Moment> moments() {
    return moments;
  }

  List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    fields.add(AggregateFunctions.kept("count", DataType.UINT64));
    names.forEach(name -> fields.add(AggregateFunctions.kept(name, DataType.FLOAT64)));
    return fields;
  }
}
