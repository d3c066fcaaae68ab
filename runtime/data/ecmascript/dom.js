// The Document Object Model that scripts find in XML content (SCXML B.2.1): nodes as plain objects, so that they are
// stored like all others. What it has is what DOM Level 2 Core calls so; lists of nodes are arrays, made anew.
//
// The value of this program: the prototypes, and what C++ calls.
(function () {
  'use strict';

  function Node() {}
  function Document() {}
  function Element() {}
  function Text() {}
  function Comment() {}
  function ProcessingInstruction() {}
  [Document, Element, Text, Comment, ProcessingInstruction].forEach(function (kind) {
    kind.prototype = Object.create(Node.prototype, {
      constructor: { value: kind, writable: true, configurable: true }
    });
  });
  var kinds = { 1: Element, 3: Text, 4: Text, 7: ProcessingInstruction, 8: Comment, 9: Document };

  function make(type, name, value) {
    var node = new kinds[type]();
    node.nodeType = type;
    node.nodeName = name;
    node.nodeValue = value;
    node.parentNode = null;
    node.childNodes = [];
    if (type === 1) node.attributes = [];
    return node;
  }

  function getter(kind, name, get, set) {
    Object.defineProperty(kind.prototype, name, { get: get, set: set, configurable: true });
  }
  function method(kind, name, value) {
    Object.defineProperty(kind.prototype, name, { value: value, writable: true, configurable: true });
  }
  function sibling(node, step) {
    var all = node.parentNode ? node.parentNode.childNodes : [];
    var at = all.indexOf(node);
    return at < 0 ? null : all[at + step] || null;
  }
  function detach(node) {
    if (node.parentNode) node.parentNode.removeChild(node);
    return node;
  }
  function contains(node, other) {
    for (var at = other; at; at = at.parentNode) if (at === node) return true;
    return false;
  }

  getter(Node, 'firstChild', function () { return this.childNodes[0] || null; });
  getter(Node, 'lastChild', function () { return this.childNodes[this.childNodes.length - 1] || null; });
  getter(Node, 'nextSibling', function () { return sibling(this, 1); });
  getter(Node, 'previousSibling', function () { return sibling(this, -1); });
  getter(Node, 'ownerDocument', function () {
    for (var at = this.parentNode; at; at = at.parentNode) if (at.nodeType === 9) return at;
    return null;
  });
  getter(Node, 'textContent', function () {
    if (this.nodeType === 9) return null;
    if (this.nodeType !== 1) return this.nodeValue;
    return this.childNodes.map(function (child) {
      return child.nodeType === 7 || child.nodeType === 8 ? '' : child.textContent;
    }).join('');
  }, function (text) {
    if (this.nodeType !== 1) {
      this.nodeValue = String(text);
      return;
    }
    this.childNodes.slice().forEach(function (child) { this.removeChild(child); }, this);
    if (String(text) !== '') this.appendChild(make(3, '#text', String(text)));
  });
  method(Node, 'hasChildNodes', function () { return this.childNodes.length > 0; });
  method(Node, 'appendChild', function (node) { return this.insertBefore(node, null); });
  method(Node, 'insertBefore', function (node, before) {
    if (!(node instanceof Node) || node.nodeType === 9 || contains(node, this)) {
      throw new TypeError('this node cannot stand there');
    }
    detach(node);
    var at = before ? this.childNodes.indexOf(before) : this.childNodes.length;
    if (at < 0) throw new TypeError('the other node is no child of this one');
    this.childNodes.splice(at, 0, node);
    node.parentNode = this;
    return node;
  });
  method(Node, 'removeChild', function (node) {
    var at = this.childNodes.indexOf(node);
    if (at < 0) throw new TypeError('the node is no child of this one');
    this.childNodes.splice(at, 1);
    node.parentNode = null;
    return node;
  });
  method(Node, 'replaceChild', function (node, old) {
    this.insertBefore(node, old);
    return this.removeChild(old);
  });
  method(Node, 'cloneNode', function (deep) {
    var copy = make(this.nodeType, this.nodeName, this.nodeValue);
    if (this.nodeType === 1) this.attributes.forEach(function (a) { copy.setAttribute(a.name, a.value); });
    if (deep) this.childNodes.forEach(function (child) { copy.appendChild(child.cloneNode(true)); });
    return copy;
  });
  method(Node, 'getElementsByTagName', function (name) {
    var found = [];
    (function visit(node) {
      node.childNodes.forEach(function (child) {
        if (child.nodeType !== 1) return;
        if (name === '*' || child.nodeName === name) found.push(child);
        visit(child);
      });
    })(this);
    return found;
  });
  method(Node, 'toString', function () { return xml(this); });
  method(Node, 'toJSON', function () { return xml(this); });

  getter(Document, 'documentElement', function () {
    return this.childNodes.filter(function (child) { return child.nodeType === 1; })[0] || null;
  });
  method(Document, 'getElementById', function (id) {
    return this.getElementsByTagName('*').filter(function (e) { return e.getAttribute('id') === id; })[0] || null;
  });
  method(Document, 'createElement', function (name) { return make(1, String(name), null); });
  method(Document, 'createTextNode', function (text) { return make(3, '#text', String(text)); });
  method(Document, 'createComment', function (text) { return make(8, '#comment', String(text)); });

  function attribute(element, name) {
    return element.attributes.filter(function (a) { return a.name === name; })[0];
  }
  getter(Element, 'tagName', function () { return this.nodeName; });
  method(Element, 'getAttribute', function (name) {
    var found = attribute(this, name);
    return found ? found.value : null;
  });
  method(Element, 'hasAttribute', function (name) { return attribute(this, name) !== undefined; });
  method(Element, 'setAttribute', function (name, value) {
    var found = attribute(this, String(name));
    if (found) found.value = String(value);
    else this.attributes.push({ name: String(name), value: String(value) });
  });
  method(Element, 'removeAttribute', function (name) {
    this.attributes = this.attributes.filter(function (a) { return a.name !== name; });
  });

  [Text, Comment, ProcessingInstruction].forEach(function (kind) {
    getter(kind, 'data', function () { return this.nodeValue; }, function (text) { this.nodeValue = String(text); });
  });

  function escaped(text) {
    return String(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  }
  function xml(node) {
    switch (node.nodeType) {
      case 3: return escaped(node.nodeValue);
      case 4: return '<![CDATA[' + String(node.nodeValue).split(']]>').join(']]]]><![CDATA[>') + ']]>';
      case 7: return '<?' + node.nodeName + ' ' + node.nodeValue + '?>';
      case 8: return '<!--' + node.nodeValue + '-->';
      case 9: return node.childNodes.map(xml).join('');
    }
    var inner = node.childNodes.map(xml).join('');
    return '<' + node.nodeName + node.attributes.map(function (a) {
      return ' ' + a.name + '="' + escaped(a.value).replace(/"/g, '&quot;').replace(/\n/g, '&#10;').replace(/\t/g, '&#9;') + '"';
    }).join('') + (inner === '' ? '/>' : '>' + inner + '</' + node.nodeName + '>');
  }

  return {
    Node: Node,
    Document: Document,
    Element: Element,
    Text: Text,
    Comment: Comment,
    ProcessingInstruction: ProcessingInstruction,
    make: make,
    xml: xml
  };
})()
