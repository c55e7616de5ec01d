package dev.cordon.aws.store.identity;

import java.io.StringReader;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What STS answered.
 *
 * @param status of HTTP
 * @param body XML, of at most {@link #LONGEST} bytes
 */
record StsAnswer(int status, String body) {

    /** No answer that can be used is longer, in bytes. */
    static final int LONGEST = 64 * 1024;

    /** The text of the one element of that name; empty where there is none, or more than one, or no XML. */
    Optional<String> only(String element) {
        try {
            XMLStreamReader reader = factory().createXMLStreamReader(new StringReader(body));
            Optional<String> found = Optional.empty();
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT
                        && reader.getLocalName().equals(element)) {
                    if (found.isPresent()) {
                        return Optional.empty();
                    }
                    found = Optional.of(reader.getElementText());
                }
            }
            return found;
        } catch (XMLStreamException e) {
            return Optional.empty();
        }
    }

    /** One that follows nothing which leads elsewhere. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }
}
