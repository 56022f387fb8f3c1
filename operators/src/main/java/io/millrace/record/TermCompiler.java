// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.bind.TypedExpr;
import io.millrace.column.Lane;
import io.millrace.compile.Graph;
import io.millrace.compile.Node;
import io.millrace.kernel.Kernel;
import io.millrace.kernel.Nulls;
import java.util.BitSet;

/** Turns the nodes of a {@link Graph} into terms, operands first. */
final class TermCompiler {
  /** From so many operators on, nulls are looked for in all inputs at once. */
  private static final int DENSE_FROM = 2;

  private static final int NOT_DENSE = -1;

  private final Graph graph;
  private final TermClasses classes;
  private final Inputs inputs;
  private final Place<?> place;

  /** What other programs may have as well; null if there are none. */
  private final MutualTerms.Uses common;

  private final Term[] terms;

  /** The number of operators of a term that is null only if a leaf is; else NOT_DENSE. */
  private final int[] operators;

  private final int[] uses;
  private boolean remembers;

  /**
   * @param common null for a program by itself
   */
  TermCompiler(
      Graph graph,
      int[] roots,
      TermClasses classes,
      Inputs inputs,
      Place<?> place,
      MutualTerms.Uses common) {
    this.graph = graph;
    this.classes = classes;
    this.inputs = inputs;
    this.place = place;
    this.common = common;
    terms = new Term[graph.size()];
    operators = new int[graph.size()];
    uses = uses(roots);
    for (int id = 0; id < terms.length; id++) {
      if (uses[id] > 0) {
        add(graph.node(id));
      }
    }
  }

  private int[] uses(int[] roots) {
    int[] counts = new int[graph.size()];
    for (int root : roots) {
      counts[root]++;
    }
    for (int id = counts.length - 1; id >= 0; id--) {
      if (counts[id] == 0 || known(id) != null) {
        continue;
      }
      for (int arg : graph.node(id).args()) {
        // a user that is no term of its own passes on who uses it
        counts[arg] += isSame(graph.node(id)) ? counts[id] : 1;
      }
    }
    return counts;
  }

  /** Whether terms keep what they have computed of a row. */
  boolean remembers() {
    return remembers;
  }

  /** What another program made of a node; null if there is nothing. */
  private Term known(int id) {
    return common == null ? null : common.term(id);
  }

  private void add(Node node) {
    int id = node.id();
    terms[id] = known(id);
    if (terms[id] != null) {
      operators[id] = NOT_DENSE;
      return;
    }
    if (isSame(node)) {
      terms[id] = terms[node.args()[0]];
      operators[id] = operators[node.args()[0]];
      return;
    }
    operators[id] = NOT_DENSE;
    terms[id] = make(node);
    boolean isCommon = common != null && common.isCommon(id);
    if ((uses[id] > 1 || isCommon) && !(terms[id] instanceof Leaf)) {
      terms[id] = SharedTerms.of(classes, term(id), new SharedTerms.Memory(place));
      remembers = true;
      operators[id] = NOT_DENSE;
    }
    if (isCommon) {
      common.put(id, terms[id]);
    }
  }

  private Term make(Node node) {
    TypedExpr expr = node.expr();
    if (expr instanceof TypedExpr.Constant constant) {
      operators[node.id()] = constant.literal().isNull() ? NOT_DENSE : 0;
      return Leaf.of(constant);
    } else if (node.isInput()) {
      operators[node.id()] = 0;
      return inputs.leaf(node.id());
    } else if (expr instanceof TypedExpr.IsNull) {
      return (Term) classes.make(IsNull.class, term(node.args()[0]));
    } else if (expr instanceof TypedExpr.InSet set) {
      return SetTests.of(classes, term(node.args()[0]), set);
    } else if (node.isChoice()) {
      return choice(node.args());
    } else if (node.isLogic()) {
      return connective(node);
    }
    return call(node);
  }

  private Term call(Node node) {
    Kernel kernel = byValue(node);
    int[] ids = node.args();
    if (kernel instanceof Kernel.Alone alone) {
      kernel = alone.kernel();
      ids = new int[] {ids[alone.argument()]};
    }
    Class<? extends Term> template = Shapes.ofNumbers(kernel);
    if (template != null) {
      return classes.call(template, kernel, dense(node) ? plain(ids) : all(ids));
    }
    Term[] args = all(ids);
    template = Shapes.ofOthers(kernel);
    return template == null
        ? OutOfBlock.of(classes, blockCall(node, kernel, args), Lane.of(node.expr().type()))
        : (Term) classes.make(template, kernel, args);
  }

  private BlockTerm blockCall(Node node, Kernel kernel, Term[] args) {
    BlockTerm[] blocks = new BlockTerm[args.length];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = InBlock.of(classes, args[i]);
    }
    return BlockCall.of(classes, kernel, node.nulls(), blocks, Lane.of(node.expr().type()));
  }

  /** Whether no operand can be null but for a leaf; counts operators. */
  private boolean dense(Node node) {
    int count = 1;
    for (int arg : node.args()) {
      if (operators[arg] == NOT_DENSE) {
        return false;
      }
      count += operators[arg];
    }
    operators[node.id()] = count;
    return true;
  }

  private static Kernel byValue(Node node) {
    return node.kernel() instanceof Kernel.Blocks blocks && node.nulls() == Nulls.STRICT
        ? blocks.byValue()
        : node.kernel();
  }

  /** Whether a node is its operand as it is. */
  static boolean isSame(Node node) {
    return byValue(node) == Kernel.Same.SAME;
  }

  private Term connective(Node node) {
    int[] args = node.args();
    int decisive = node.expr() instanceof TypedExpr.And ? TruthTerm.FALSE : TruthTerm.TRUE;
    Load[] before = new Load[args.length];
    BitSet read = new BitSet();
    for (int i = 0; i < args.length; i++) {
      before[i] = i == 0 ? null : inputs.load(args[i], read);
      inputs.addNeeded(args[i], read);
    }
    if (args.length > classes.longestChain()) {
      return (Term) classes.make(Connective.class, decisive, all(args), before);
    }
    int last = args.length - 1;
    Term chain = term(args[last]);
    for (int i = last - 1; i >= 0; i--) {
      chain = (Term) classes.make(Both.class, decisive, term(args[i]), chain, before[i + 1]);
    }
    return chain;
  }

  private Term choice(int[] args) {
    int count = args.length / 2;
    int[] tests = new int[count];
    int[] results = new int[count + 1];
    Load[] beforeTests = new Load[count];
    Load[] beforeResults = new Load[count + 1];
    BitSet read = new BitSet();
    for (int i = 0; i < count; i++) {
      tests[i] = args[2 * i];
      results[i] = args[2 * i + 1];
      beforeTests[i] = i == 0 ? null : inputs.load(tests[i], read);
      inputs.addNeeded(tests[i], read);
      beforeResults[i] = inputs.load(results[i], read);
    }
    results[count] = args[args.length - 1];
    beforeResults[count] = inputs.load(results[count], read);
    if (count >= classes.longestChain()) {
      Term[] values = all(results);
      return Chosen.of(
          classes, new Branches(all(tests), values, beforeTests, beforeResults), values[0]);
    }
    Term chain = term(results[count]);
    Load before = beforeResults[count];
    for (int i = count - 1; i >= 0; i--) {
      Term value = term(results[i]);
      Object either =
          classes.make(Either.class, term(tests[i]), value, chain, beforeResults[i], before);
      chain = Chosen.of(classes, (Choice) either, value);
      before = beforeTests[i];
    }
    return chain;
  }

  private Term[] all(int[] ids) {
    Term[] all = new Term[ids.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = term(ids[i]);
    }
    return all;
  }

  private Term[] plain(int[] ids) {
    Term[] plain = new Term[ids.length];
    for (int i = 0; i < plain.length; i++) {
      plain[i] = terms[ids[i]];
    }
    return plain;
  }

  /** The term of a node, for a user that does not know whether leaves below are null. */
  Term term(int id) {
    return operators[id] < DENSE_FROM
        ? terms[id]
        : DenseTerms.of(classes, terms[id], inputs.leaves(id));
  }
}
