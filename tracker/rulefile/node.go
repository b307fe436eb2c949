package rulefile

import (
	"github.com/goccy/go-yaml/ast"
)

// shape is what a YAML value is.
type shape int

// The shapes of values.
const (
	empty shape = iota
	scalar
	list
	mapping
	broken // a problem was noted where it stands; nothing more is said about it
)

// node is a YAML value with its place; aliases share their anchor's node.
type node struct {
	shape shape
	text  string   // of a scalar, decoded
	at    position // of its first character
	block bool     // a scalar in block style (| or >)
	items []*node  // of a list
	pairs []pair   // of a mapping
}

// pair is a key of a mapping with its value.
type pair struct{ key, value *node }

// tree turns the parser's nodes into ours.
type tree struct {
	*problems
	anchors map[string]*node
	aliases int
}

// maxAliases bounds how much an alias can multiply a file.
const maxAliases = 10_000

// convert returns the node for n; what is no plain data is a problem and empty.
func (t *tree) convert(n ast.Node, near position) *node {
	at := near
	if n != nil && n.GetToken() != nil {
		at = start(n)
	}
	switch n := n.(type) {
	case nil, *ast.NullNode:
		return &node{at: near}
	case *ast.LiteralNode:
		return &node{shape: scalar, text: n.Value.Value, at: at, block: true}
	case *ast.SequenceNode:
		out := &node{shape: list, at: at}
		for _, v := range n.Values {
			out.items = append(out.items, t.convert(v, at))
		}
		return out
	case *ast.MappingNode:
		return t.mapping(n.Values, at)
	case *ast.MappingValueNode:
		return t.mapping([]*ast.MappingValueNode{n}, at)
	case *ast.AnchorNode:
		out := t.convert(n.Value, at)
		t.anchors[n.Name.GetToken().Value] = out
		return out
	case *ast.AliasNode:
		return t.alias(n, at)
	case *ast.TagNode:
		t.add(at, "remove the tag", "a tag (%s) has no meaning here", n.GetToken().Value)
		return &node{shape: broken, at: at}
	case ast.ScalarNode:
		return &node{shape: scalar, text: n.GetToken().Value, at: at}
	}
	t.add(at, "write plain lists and fields", "this kind of YAML (%s) has no meaning here", n.Type())
	return &node{shape: broken, at: at}
}

// mapping converts the pairs of a mapping.
func (t *tree) mapping(values []*ast.MappingValueNode, near position) *node {
	out := &node{shape: mapping, at: near}
	for _, v := range values {
		key := &node{shape: scalar, text: v.Key.GetToken().Value, at: start(v.Key)}
		if k, ok := v.Key.(*ast.MappingKeyNode); ok && k.Value != nil {
			key = t.convert(k.Value, key.at)
		}
		out.pairs = append(out.pairs, pair{key: key, value: t.convert(v.Value, key.at)})
	}
	return out
}

// alias returns the node that was anchored before.
func (t *tree) alias(n *ast.AliasNode, at position) *node {
	name := n.Value.GetToken().Value
	t.aliases++
	switch out := t.anchors[name]; {
	case out == nil:
		t.add(at, "anchors (&name) must stand before their aliases (*name); a rule that begins with * needs a block (>-)", "no anchor named %q", name)
	case t.aliases > maxAliases:
		t.add(at, "write the values out, or use terms", "more than %d aliases", maxAliases)
	default:
		return out
	}
	return &node{shape: broken, at: at}
}

// start returns where a node begins.
func start(n ast.Node) position {
	switch v := n.(type) {
	case *ast.MappingNode: // its token is the first colon
		if !v.IsFlowStyle && len(v.Values) > 0 {
			return start(v.Values[0].Key)
		}
	case *ast.MappingValueNode:
		return start(v.Key)
	}
	p := n.GetToken().Position
	if l, ok := n.(*ast.LiteralNode); ok && l.Start != nil {
		p = l.Start.Position
	}
	return position{line: p.Line, column: max(p.Column, 1)}
}
